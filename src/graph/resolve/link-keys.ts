import type { Catalog, Link } from '../../catalog/model.ts'
import { entityOf, resolvePath } from '../../catalog/model.ts'
import { CrossgraphError } from '../../errors.ts'
import { KeyError, canonicalKey, joinKey } from '../../fetch/key.ts'
import type { FieldPath, Key, KeyType, Literal, Value } from '../../fetch/fetch.ts'
import type { ArgumentContext } from '../arguments/argument-context.ts'
import { keyProblem } from '../arguments/keys.ts'
import { rewriteKey } from '../../fetch/key-pattern.ts'
import type { Row, RowReader } from './row-node.ts'

/** A row from which a link starts; `before` leads to it through to-one links of its own source (`customer.`). */
export interface LinkStart { readonly reader: RowReader; readonly row: Row; readonly before?: string }

/**
 * The keys that a link's local fields hold, each once: none for a null, several for a list.
 * Throws SOURCE_KEY for a value that cannot be a key; the error is that row's alone.
 */
export function readLinkKeys(context: ArgumentContext, link: Link, { reader, row, before = '' }: LinkStart): readonly Key[] {
  const parts = link.on.map(({ local, type }) => readParts(link, type, reader.value(row, before + local)))
  if (parts.some((part) => part.length === 0)) return []
  const keys = distinct(combine(parts))
  for (const key of keys) checkTarget(context, link, key)
  return keys
}

/** The canonical texts of one key field. */
function readParts(link: Link, type: KeyType, value: Value): readonly string[] {
  if (!Array.isArray(value)) return readPart(link, type, value)
  return value.flatMap((element) => readPart(link, type, element))
}

function readPart(link: Link, type: KeyType, value: Value): readonly string[] {
  if (value === null) return []
  try {
    const rewritten = link.match === undefined ? value : rewriteKey(link.match, String(value))
    const text = canonicalKey(type, rewritten)
    return text === null ? [] : [text]
  } catch (error) {
    throw error instanceof KeyError ? noKey(link, error.message) : error
  }
}

const combine = (parts: readonly (readonly string[])[]): readonly Key[] =>
  parts.reduce<readonly Key[]>((keys, texts) => keys.flatMap((key) => texts.map((text) => [...key, text])), [[]])

const distinct = (keys: readonly Key[]): readonly Key[] => (keys.length < 2 ? keys : [...new Map(keys.map((key) => [joinKey(key), key])).values()])

function checkTarget(context: ArgumentContext, link: Link, key: Key): void {
  const target = entityOf(context.catalog, link.to)
  const problem = keyProblem(context, target, { fields: link.on.map(({ remote }) => remote), types: link.on.map(({ type }) => type), key })
  if (problem !== null) throw noKey(link, problem)
}

const noKey = (link: Link, why: string): CrossgraphError => new CrossgraphError('SOURCE_KEY', `${link.from}.${link.name} has a key that cannot be compared with ${link.to}: ${why}`)

/** A key's canonical text as a literal of the field that it is compared with. */
export function literalOfKey(catalog: Catalog, { entity, path }: { readonly entity: string; readonly path: FieldPath }, text: string): Literal {
  switch (resolvePath(catalog, entity, path).fields.at(-1)?.type.name) {
    case 'Int':
    case 'Float': return Number(text)
    case 'BigInt': return BigInt(text)
    case 'Boolean': return text === 'true'
    default: return text
  }
}
