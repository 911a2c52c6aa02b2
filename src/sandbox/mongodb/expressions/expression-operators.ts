import { $literal, $arrayToObject, $concatArrays, $first, $getField, $ifNull, $isArray, $last, $let, $ltrim, $map, $mergeObjects, $objectToArray, $reduce, $replaceAll, $replaceOne, $reverseArray, $rtrim, $setField, $slice, $trim, $unsetField, $zip } from 'mingo/operators/expression'
import { foldOperators } from './accumulators.ts'
import { arithmeticOperators } from './arithmetic.ts'
import { conversionOperators } from './convert.ts'
import { dateOperators } from './dates.ts'
import { listOperators } from './lists.ts'
import { logicOperators } from './logic.ts'
import type { ExpressionOperators } from './operator.ts'
import { textOperators } from './texts.ts'

/** mingo's operators that neither compare nor count: they move values about and leave them as they are. */
const structural = { $literal, $arrayToObject, $concatArrays, $first, $getField, $ifNull, $isArray, $last, $let, $ltrim, $map, $mergeObjects, $objectToArray, $reduce, $replaceAll, $replaceOne, $reverseArray, $rtrim, $setField, $slice, $trim, $unsetField, $zip } as unknown as ExpressionOperators

/**
 * Every expression this server knows. Where a value is compared, calculated, converted, or tested for truth, the operator
 * is our own, for mingo's works on JavaScript's numbers and order.
 */
export const expressionOperators: ExpressionOperators = {
  ...structural,
  ...logicOperators,
  ...arithmeticOperators,
  ...conversionOperators,
  ...dateOperators,
  ...listOperators,
  ...textOperators,
  ...foldOperators,
}
