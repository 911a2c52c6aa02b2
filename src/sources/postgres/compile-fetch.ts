import { createHash } from 'node:crypto'
import type { KeyBatch } from '../../fetch/fetch.ts'
import { Compilation } from './compilation.ts'
import type { Setting } from './compilation.ts'
import { GRAMMAR } from './grammar.ts'
import { keyedSql } from './keyed-sql.ts'
import type { Keyed } from './keyed-sql.ts'
import { keyFields, keysReader } from './keys.ts'
import type { KeyField } from './keys.ts'
import type { Template } from './lift.ts'
import { queryOf } from './query.ts'
import type { Query } from './query.ts'
import { fromSql, openTable } from './scope.ts'
import { selectSql } from './select-sql.ts'
import type { TableScope } from './scope-type.ts'
import type { Statement } from './statement.ts'

/**
 * The statement of a fetch's template. `maxRows` bounds what is read: one row more is asked for, which tells that there
 * are too many.
 * @throws CrossgraphError SOURCE_REJECTED where the schema does not fit the database.
 */
export function compileFetch(setting: Setting, template: Template, maxRows: number): Statement {
  const c = new Compilation(setting, GRAMMAR)
  const scope = openTable(c, template.entity)
  const { keys, page } = template
  const keyed = keys === undefined ? undefined : keyedQuery(c, scope, { template, keys, maxRows })
  const query = keyed?.query ?? queryOf(c, scope, template)
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

interface KeyedTemplate { readonly template: Template; readonly keys: KeyBatch; readonly maxRows: number }

/** At most one row a key: there is nothing to order and nothing to cut. */
function keyedQuery(c: Compilation, scope: TableScope, { template, keys, maxRows }: KeyedTemplate): Keyed & { readonly query: Query } {
  const fields = keyFields(c, scope, keys)
  const isUnique = isUniqueBatch(scope, template, fields)
  const query = queryOf(c, scope, isUnique ? { ...template, orderBy: [], limit: undefined } : template)
  return { ...keyedSql(c, query, { fields, isOneKey: template.isOneKey, maxRows: isUnique ? undefined : maxRows }), query }
}

function isUniqueBatch(scope: TableScope, { group, page, limit, offset }: Template, [field, ...more]: readonly KeyField[]): boolean {
  const isWhole = offset === undefined && typeof limit !== 'string' && limit !== 0 && page?.after === undefined && page?.before === undefined
  if (field === undefined || more.length > 0 || group !== undefined || !isWhole || !field.isStored) return false
  const [column, ...steps] = scope.entity.fields.get(field.path)?.column ?? []
  return steps.length === 0 && scope.table.unique.some((unique) => unique.length === 1 && unique[0] === column)
}

/** Without dimensions there is one row of measures, which needs no limit. */
function wholeSql(c: Compilation, query: Query, maxRows: number): string {
  return selectSql(c, query, { from: fromSql(query.scope), atMost: query.grouped === 0 ? undefined : maxRows + 1 })
}
