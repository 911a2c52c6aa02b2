import type { Compilation } from './compilation.ts'
import { anyKeySql, isOfKeySql, keyRowsSql } from './keys.ts'
import type { KeyColumn, KeyField } from './keys.ts'
import type { Query } from './query.ts'
import { fromSql } from './scope.ts'
import { selectSql } from './select-sql.ts'

/** A batch's statement, and where its rows hold their keys. */
export interface Keyed {
  readonly text: string
  readonly keyColumns: readonly KeyColumn[]
}

export interface KeyedOptions {
  readonly fields: readonly KeyField[]
  /** Undefined where the keys themselves bound the rows. */
  readonly maxRows: number | undefined
  readonly isOneKey: boolean
}

/** Three ways to ask for a batch, the quickest that is right. */
export function keyedSql(c: Compilation, query: Query, { fields, maxRows, isOneKey }: KeyedOptions): Keyed {
  const atMost = maxRows === undefined ? undefined : maxRows + 1
  const isPaged = query.limit !== undefined || query.offset !== undefined
  if (isPaged && !isOneKey) return lateralSql(c, query, { fields, atMost })
  const isOne = fields.length === 1 && (query.grouped === null || !fields[0]!.form.list)
  return isOne ? anySql(c, query, { fields, atMost }) : joinSql(c, query, { fields, atMost })
}

interface Batch { readonly fields: readonly KeyField[]; readonly atMost: number | undefined }

/** `WHERE key = ANY(…)` */
function anySql(c: Compilation, query: Query, { fields, atMost }: Batch): Keyed {
  const field = fields[0]!
  const { form } = field
  const text = form.list ? `to_json(${field.sql}::text[])` : field.sql
  const { extra, indexes } = placeKeys(query, [text])
  const where = [anyKeySql(c, field)]
  return { text: selectSql(c, query, { from: fromSql(query.scope), where, extra, atMost }), keyColumns: [{ form, index: indexes[0]!, list: form.list }] }
}

/** The batch as rows, joined: composite keys, and groups of a list's elements. */
function joinSql(c: Compilation, query: Query, { fields, atMost }: Batch): Keyed {
  const keys = keyRowsSql(c, fields)
  const { extra, indexes } = placeKeys(query, fields.map((field, i) => (field.form.list ? `k.k${i}` : field.sql)))
  const text = selectSql(c, query, { from: `${keys}, ${fromSql(query.scope)}`, where: isOfKeySql(fields), extra, atMost })
  return { text, keyColumns: columnsOf(fields, indexes) }
}

/** A page per key: each is read from its own place in an index, however many rows a key has. */
function lateralSql(c: Compilation, query: Query, { fields, atMost }: Batch): Keyed {
  const keys = keyRowsSql(c, fields)
  const page = selectSql(c, query, { from: fromSql(query.scope), where: isOfKeySql(fields), atMost })
  const { extra, indexes } = placeKeys({ ...query, select: query.select.map(() => '') }, fields.map((_, i) => `k.k${i}`))
  const text = `SELECT ${['page.*', ...extra].join(', ')} FROM ${keys} CROSS JOIN LATERAL (${page}) AS page${atMost === undefined ? '' : ` LIMIT ${atMost}`}`
  return { text, keyColumns: columnsOf(fields, indexes) }
}

const columnsOf = (fields: readonly KeyField[], indexes: readonly number[]): readonly KeyColumn[] =>
  fields.map(({ form }, i) => ({ form, index: indexes[i]!, list: false }))

/** A key that is selected anyway is not sent twice; groups are always grouped by a key of their own. */
function placeKeys({ select, grouped }: Query, keys: readonly string[]): { readonly extra: readonly string[]; readonly indexes: readonly number[] } {
  const extra: string[] = []
  const indexes = keys.map((key) => {
    const selected = grouped === null ? select.indexOf(key) : -1
    return selected === -1 ? select.length + extra.push(key) - 1 : selected
  })
  return { extra, indexes }
}
