import { getNamedType, isObjectType } from 'graphql'
import { COUNT, measureName } from '../graph/levels/compile-aggregate.ts'
import type { Planning } from '../graph/levels/planning.ts'
import type { ObjectAt, Selected } from './list-selected.ts'
import { listSelected } from './list-selected.ts'
import { compileLeaf, orNull } from './compile-value.ts'
import { NotPrintable } from './not-printable.ts'
import type { AggregatePart } from './text-level.ts'

const closing = (members: readonly unknown[]): AggregatePart => ({ kind: 'text', text: members.length === 0 ? '{}' : '}' })

/** `count`, and the measures of `sum`, `avg`, `min` and `max`. */
export function compileAggregate(planning: Planning, at: ObjectAt): readonly AggregatePart[] {
  const members = listSelected(planning, at)
  return [...members.flatMap((selected) => compileMember(planning, at, selected)), closing(members)]
}

const PARTS: ReadonlySet<string> = new Set(['sum', 'avg', 'min', 'max'])

function compileMember(planning: Planning, { type }: ObjectAt, { name, head, definition, nodes }: Selected): readonly AggregatePart[] {
  if (name === '__typename') return [{ kind: 'text', text: head + JSON.stringify(type.name) }]
  if (name === 'count') return [{ kind: 'measure', head, as: COUNT.as, print: orNull(compileLeaf(planning.operation.schema, 'Int'), true) }]
  const inner = getNamedType(definition?.type)
  if (!PARTS.has(name) || !isObjectType(inner)) throw new NotPrintable(`${type.name}.${name} is another room's`)
  const measures = listSelected(planning, { type: inner, nodes })
  return [{ kind: 'text', text: head }, ...measures.map((measure) => compileMeasure(planning, { aggregate: name, typeName: inner.name }, measure)), closing(measures)]
}

function compileMeasure({ operation: { schema } }: Planning, { aggregate, typeName }: { readonly aggregate: string; readonly typeName: string }, { name, head, definition }: Selected): AggregatePart {
  if (name === '__typename') return { kind: 'text', text: head + JSON.stringify(typeName) }
  return { kind: 'measure', head, as: measureName(aggregate, name), print: orNull(compileLeaf(schema, getNamedType(definition?.type)?.name ?? ''), false) }
}
