import { CommandFailure } from '../failure.ts'
import { isDocument } from '../values/document.ts'
import { expressionOperators } from './expression-operators.ts'

const SYSTEM_VARIABLES = new Set(['ROOT', 'CURRENT', 'REMOVE', 'NOW'])
/** Ours alone, made here; a client that writes them gets the same error as for any unknown word. */
const INTERNAL = new Set(['$fieldPath', '$variablePath'])

/**
 * An expression as mingo evaluates it: operators known, variables defined, dotted paths turned into steps that our own
 * operators walk (mingo's walk would look inside numbers and dates).
 * @throws CommandFailure with the server's words for an unknown operator or variable.
 */
export function checkExpression(expression: unknown, variables: ReadonlySet<string> = new Set()): unknown {
  if (typeof expression === 'string') return checkText(expression, variables)
  if (Array.isArray(expression)) return expression.map((part) => checkExpression(part, variables))
  if (!isDocument(expression)) return expression
  const [operator] = Object.keys(expression)
  if (operator === undefined || !operator.startsWith('$')) return checkAll(expression, variables)
  if (Object.keys(expression).length > 1) throw new CommandFailure('FailedToParse', `an expression specification must contain exactly one field, the name of the expression. Found ${Object.keys(expression).length} fields`)
  return { [operator]: checkOperand(operator, expression[operator], variables) }
}

const checkAll = (named: Readonly<Record<string, unknown>>, variables: ReadonlySet<string>): Record<string, unknown> => Object.fromEntries(Object.entries(named).map(([name, part]) => [name, checkExpression(part, variables)]))

function checkText(text: string, variables: ReadonlySet<string>): unknown {
  if (!text.startsWith('$')) return text
  const [first, ...path] = text.split('.')
  if (text === '$' || path.includes('')) throw new CommandFailure('Location16410', `FieldPath '${text}' is not a valid field path`)
  if (!text.startsWith('$$')) return { $fieldPath: text.slice(1).split('.') }
  const name = first!.slice(2)
  if (!variables.has(name) && !SYSTEM_VARIABLES.has(name)) throw new CommandFailure('Location17276', `Use of undefined variable: ${name}`)
  return path.length === 0 ? text : { $variablePath: [first, path] }
}

function checkOperand(operator: string, operand: unknown, variables: ReadonlySet<string>): unknown {
  if (!Object.hasOwn(expressionOperators, operator) || INTERNAL.has(operator)) throw new CommandFailure('InvalidPipelineOperator', `Unrecognized expression '${operator}'`)
  if (operator === '$literal') return operand
  if (!isDocument(operand)) return checkExpression(operand, variables)
  switch (operator) {
    case '$let': return { vars: checkAll(asNamed(operand['vars']), variables), in: checkExpression(operand['in'], including(variables, Object.keys(asNamed(operand['vars'])))) }
    case '$map': return checkScoped(operand, 'in', [nameOf(operand['as'])], variables)
    case '$filter': return checkScoped(operand, 'cond', [nameOf(operand['as'])], variables)
    case '$reduce': return checkScoped(operand, 'in', ['this', 'value'], variables)
    case '$sortArray': return { ...operand, input: checkExpression(operand['input'], variables) }
    default: return Object.keys(operand)[0]?.startsWith('$') === true ? checkExpression(operand, variables) : checkAll(operand, variables)
  }
}

const nameOf = (as: unknown): string => (typeof as === 'string' ? as : 'this')
const including = (variables: ReadonlySet<string>, names: readonly string[]): ReadonlySet<string> => new Set([...variables, ...names])

/** `inner` sees the loop's variables beside the outer ones. */
function checkScoped(operand: Readonly<Record<string, unknown>>, inner: string, names: readonly string[], variables: ReadonlySet<string>): unknown {
  const { [inner]: scoped, ...outer } = operand
  return { ...checkAll(outer, variables), [inner]: checkExpression(scoped, including(variables, names)) }
}

function asNamed(value: unknown): Readonly<Record<string, unknown>> {
  if (!isDocument(value)) throw new CommandFailure('FailedToParse', 'invalid parameter: expected an object (vars)')
  return value
}
