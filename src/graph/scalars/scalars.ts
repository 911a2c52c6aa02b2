import { GraphQLError, GraphQLScalarType, Kind, valueFromASTUntyped } from 'graphql'
import type { ValueNode } from 'graphql'
import { readBigInt, readDate, readDateTime, readDecimal, readUuid } from './literals.ts'
import type { ReadLiteral } from './literals.ts'

export const SCALAR_DEFINITIONS = `"An exact number, as text in JSON so that no digit is lost. Literals may be numbers or text."
scalar Decimal

"An integer of any size, as text in JSON. Literals may be numbers or text."
scalar BigInt

"An instant in UTC: \`2026-10-01T00:00:00.000Z\`. Literals may have an offset; a day stands for its first instant."
scalar DateTime

"A day of the calendar: \`2026-10-01\`."
scalar Date

scalar UUID

scalar JSON`

interface ExactScalar {
  readonly name: string
  readonly example: string
  readonly read: ReadLiteral
  /** Whether numbers are literals too, with their digits as written. */
  readonly numbers: boolean
}

/** Scalars whose values are canonical Literals within the gateway. Only DateTime depends on the project: on its time zone. */
export function createScalars(timeZone: string): Readonly<Record<string, GraphQLScalarType>> {
  return {
    Decimal: exactScalar({ name: 'Decimal', example: '"12.50"', read: readDecimal, numbers: true }),
    BigInt: exactScalar({ name: 'BigInt', example: '"9007199254740993"', read: readBigInt, numbers: true }),
    DateTime: exactScalar({ name: 'DateTime', example: '"2026-10-01T00:00:00Z"', read: readDateTime(timeZone), numbers: false }),
    Date: exactScalar({ name: 'Date', example: '"2026-10-01"', read: readDate, numbers: false }),
    UUID: exactScalar({ name: 'UUID', example: '"8d3f0c5e-1b2a-4c3d-8e9f-000000000001"', read: readUuid, numbers: false }),
    JSON: new GraphQLScalarType({ name: 'JSON', parseValue: (value) => value, parseLiteral: valueFromASTUntyped }),
  }
}

function exactScalar(scalar: ExactScalar): GraphQLScalarType {
  return new GraphQLScalarType({
    name: scalar.name,
    serialize: (value) => (typeof value === 'string' ? value : String(value)),
    parseValue: (value) => readText(scalar, textOfValue(scalar, value)),
    parseLiteral: (node) => readText(scalar, textOfNode(scalar, node), node),
  })
}

function readText(scalar: ExactScalar, text: string | null, node?: ValueNode): string | bigint {
  const literal = text === null ? null : scalar.read(text)
  if (literal !== null) return literal
  const shown = text === null ? 'this' : JSON.stringify(text).slice(0, 80)
  throw new GraphQLError(`${shown} is no ${scalar.name}; write it like ${scalar.example}`, node === undefined ? {} : { nodes: node })
}

function textOfNode({ numbers }: ExactScalar, node: ValueNode): string | null {
  if (node.kind === Kind.STRING) return node.value
  return numbers && (node.kind === Kind.INT || node.kind === Kind.FLOAT) ? node.value : null
}

function textOfValue({ numbers }: ExactScalar, value: unknown): string | null {
  if (typeof value === 'string') return value
  return numbers && (typeof value === 'bigint' || (typeof value === 'number' && Number.isFinite(value))) ? String(value) : null
}
