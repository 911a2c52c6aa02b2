import { createHash } from 'node:crypto'
import { Compilation } from './compilation.ts'
import type { Setting } from './compilation.ts'
import { GRAMMAR } from './grammar.ts'
import { keyedSql } from './keyed-sql.ts'
import { keyFields, keysReader } from './keys.ts'
import type { Template } from './lift.ts'
import { queryOf } from './query.ts'
import type { Query } from './query.ts'
import { fromSql, openTable } from './scope.ts'
import { selectSql } from './select-sql.ts'
import type { Statement } from './statement.ts'

/**
 * The statement of a fetch's template. `maxRows` bounds what is read: one row more is asked for, which tells that there
 * are too many.
 * @throws CrossgraphError SOURCE_REJECTED where the schema does not fit the database.
 */
export function compileFetch(setting: Setting, template: Template, maxRows: number): Statement {
  const c = new Compilation(setting, GRAMMAR)
  const scope = openTable(c, template.fetch.entity)
  const query = queryOf(c, scope, template)
  const { keys, page } = template.fetch
  const keyed = keys === undefined ? undefined : keyedSql(c, query, { fields: keyFields(c, scope, keys), maxRows })
  const text = keyed?.text ?? wholeSql(c, query, maxRows)
  return {
    text,
    name: `cg_${createHash('sha256').update(text).digest('base64url').slice(0, 24)}`,
    binders: c.binders,
    columns: query.columns,
    reversed: page?.fromEnd === true,
    ...(keyed === undefined ? {} : { keysOf: (batch) => keysReader(keyed.keyColumns, batch) }),
  }
}

/** Without dimensions there is one row of measures, which needs no limit. */
function wholeSql(c: Compilation, query: Query, maxRows: number): string {
  return selectSql(c, query, { from: fromSql(query.scope), atMost: query.grouped === 0 ? undefined : maxRows + 1 })
}
