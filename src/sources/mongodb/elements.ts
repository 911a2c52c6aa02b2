import type { Quantifier } from '../../fetch/fetch.ts'
import { invariant } from '../../errors.ts'
import { not } from './expression.ts'
import type { Expression } from './expression.ts'
import { listOrEmpty, operandOf } from './operand.ts'
import type { ElementScope, Scope } from './row-scope.ts'

/** Whether a name of `linked` is a list of embedded objects and not a link. */
export const isEmbedded = (scope: Scope, name: string): boolean => scope.kind === 'elements' || !scope.entity.links.has(name)

interface ElementTest {
  readonly quantifier: Quantifier
  readonly truthOf: (elements: ElementScope) => Expression
}

/** Whether some, every or none of the embedded objects make it true; without a test, how many there are. A missing list is an empty one. */
export function testElements(scope: Scope, name: string, test: ElementTest | null): Expression {
  const { field, stored } = operandOf(scope, name)
  const list = listOrEmpty(stored)
  if (test === null) return { $size: list }
  const object = field.type.kind === 'object' ? scope.catalog.objects.get(field.type.name) : undefined
  invariant(object !== undefined, `${name} is a list of embedded objects`)
  const depth = scope.kind === 'elements' ? scope.depth + 1 : 0
  const variable = depth === 0 ? 'element' : `element${depth}`
  const truths: Expression = { $map: { input: list, as: variable, in: test.truthOf({ kind: 'elements', catalog: scope.catalog, object, variable: `$$${variable}`, depth }) } }
  if (test.quantifier === 'every') return { $allElementsTrue: [truths] }
  const some: Expression = { $anyElementTrue: [truths] }
  return test.quantifier === 'some' ? some : not(some)
}
