import type { ConstDirectiveNode } from 'graphql'
import type { Problem } from '../errors.ts'
import { report } from './compilation.ts'
import type { SourceDeclaration, SlackObject, Stored } from './model.ts'
import { argumentNode, argumentOf, textOf, wordOf } from './read-directive.ts'
import { splitPath } from './stored-path.ts'

type Kind = SourceDeclaration['kind']

/** The arguments of `@entity` that say where rows lie: the first of each kind is required. */
const ARGUMENTS: Readonly<Record<Kind, readonly string[]>> = {
  postgres: ['table', 'schema'],
  mongodb: ['collection', 'unwind'],
  qdrant: ['vectors', 'vector', 'text'],
  slack: ['slack'],
}
export const KIND_NAMES: Readonly<Record<Kind, string>> = { postgres: 'PostgreSQL', mongodb: 'MongoDB', qdrant: 'Qdrant', slack: 'Slack' }

/** Where an entity's rows lie; null when what its kind of source needs is missing. */
export function compileStored(problems: Problem[], directive: ConstDirectiveNode, kind: Kind): Stored | null {
  checkArguments(problems, directive, kind)
  const text = (name: string): string | undefined => textOf(argumentOf(directive, name))
  switch (kind) {
    case 'postgres': return postgresTable(problems, directive)
    case 'mongodb': {
      const collection = text('collection')
      const unwind = unwindPath(problems, directive)
      return collection === undefined || unwind === null ? null : { kind, collection, unwind }
    }
    case 'qdrant': {
      const collection = text('vectors')
      return collection === undefined ? null : { kind, collection, vector: text('vector'), text: text('text') }
    }
    case 'slack': {
      const object = wordOf(argumentOf(directive, 'slack'))
      return isSlackObject(object) ? { kind, object } : null
    }
  }
}

function checkArguments(problems: Problem[], directive: ConstDirectiveNode, kind: Kind): void {
  const own = ARGUMENTS[kind]
  const required = own[0]!
  const foreign = Object.values(ARGUMENTS).flat().filter((name) => !own.includes(name))
  let misnamed = false
  for (const name of foreign) {
    const node = argumentNode(directive, name)
    if (node === undefined) continue
    misnamed = true
    report(problems, node, { code: 'SCHEMA_ARGUMENT_KIND', message: `The source is of kind ${KIND_NAMES[kind]}, which takes no "${name}"`, hint: `It takes ${own.map((own_) => `"${own_}"`).join(', ')}.` })
  }
  // A wrong argument in place of the right one is one fault, not two.
  if (argumentNode(directive, required) !== undefined || misnamed) return
  report(problems, directive, { code: 'SCHEMA_REQUIRED_ARGUMENT', message: `@entity of a ${KIND_NAMES[kind]} source needs "${required}"`, hint: `@entity(source: …, ${required}: …, key: …)` })
}

/** `table: "sales.orders"` or `table: "orders", schema: "sales"`. */
function postgresTable(problems: Problem[], directive: ConstDirectiveNode): Stored | null {
  const value = argumentOf(directive, 'table')
  const text = textOf(value)
  if (value === undefined || text === undefined) return null
  const schema = textOf(argumentOf(directive, 'schema'))
  if (schema !== undefined) return { kind: 'postgres', schema, table: text }
  const path = splitPath(text)
  if (path === null || path.length > 2) {
    report(problems, value, { code: 'SCHEMA_COLUMN_PATH', message: `"${text}" is no name of a table`, hint: 'It is "table" or "schema.table"; a dot within a name is written \\\\.' })
    return null
  }
  return path.length === 1 ? { kind: 'postgres', table: path[0]! } : { kind: 'postgres', schema: path[0], table: path[1]! }
}

/** Null for a path that is none. */
function unwindPath(problems: Problem[], directive: ConstDirectiveNode): readonly string[] | undefined | null {
  const value = argumentOf(directive, 'unwind')
  const text = textOf(value)
  if (value === undefined || text === undefined) return undefined
  const path = splitPath(text)
  if (path === null) report(problems, value, { code: 'SCHEMA_COLUMN_PATH', message: `"${text}" is no path of an array` })
  return path
}

const SLACK_OBJECTS: readonly SlackObject[] = ['USERS', 'CHANNELS', 'MESSAGES', 'THREADS', 'FILES']
const isSlackObject = (name: string | undefined): name is SlackObject => SLACK_OBJECTS.some((object) => object === name)
