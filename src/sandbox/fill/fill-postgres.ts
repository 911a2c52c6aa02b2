import type { Company } from '../company/company.ts'
import type { Table, TableColumn } from './postgres-tables.ts'
import { Client } from 'pg'
import { tablesOf } from './postgres-tables.ts'
import { foreignDataError, stampOf } from './stamp.ts'

/** Whether rows were written, or were there already. */
export type FillOutcome = 'filled' | 'recognised'

/** Part of the comment on each primary key: by it the demo knows its own tables. */
const MARK = 'crossgraph demo'

/**
 * Writes the shop into the database's default schema, as a whole or not at all. Tables of the demo with other rows are
 * made anew.
 *
 * @throws CrossgraphError `CONFIG_SANDBOX_FOREIGN_DATA` when a table of that name is not the demo's.
 */
export async function fillPostgres(uri: string, company: Pick<Company, 'customers' | 'products' | 'orders' | 'orderItems'>): Promise<FillOutcome> {
  const tables = tablesOf(company)
  const mark = `${MARK} ${stampOf(tables)}`
  const client = new Client({ connectionString: uri })
  client.on('error', () => undefined)
  await client.connect()
  try {
    await client.query('begin')
    await client.query(`select pg_advisory_xact_lock(hashtext('${MARK}'))`)
    const outcome = await writeTables(client, tables, mark)
    await client.query('commit')
    return outcome
  } finally {
    await client.end()
  }
}

async function writeTables(client: Client, tables: readonly Table[], mark: string): Promise<FillOutcome> {
  const found = await readMarks(client, tables)
  for (const { name, comment } of found) {
    if (!comment?.startsWith(MARK)) throw foreignDataError(`a table "${name}"`, '--postgres URI')
  }
  if (found.length === tables.length && found.every(({ comment }) => comment === mark)) return 'recognised'
  for (const { name } of found) await client.query(`drop table ${name}`)
  for (const table of tables) await writeTable(client, table, mark)
  return 'filled'
}

interface FoundTable { readonly name: string; readonly comment: string | null }

async function readMarks(client: Client, tables: readonly Table[]): Promise<readonly FoundTable[]> {
  const { rows } = await client.query<FoundTable>(
    `select relation.relname as name, obj_description(key.oid, 'pg_constraint') as comment
     from pg_class relation left join pg_constraint key on key.conrelid = relation.oid and key.contype = 'p'
     where relation.relnamespace = current_schema()::regnamespace and relation.relname = any($1)`,
    [tables.map(({ name }) => name)],
  )
  return rows
}

async function writeTable(client: Client, { name, comment, columns, indexes, rows }: Table, mark: string): Promise<void> {
  await client.query(`create table ${name} (${columns.map((column) => `${column.name} ${column.type} ${column.rule}`).join(', ')})`)
  await client.query(`insert into ${name} select * from unnest(${columns.map(({ type }, index) => `$${index + 1}::${type}[]`).join(', ')})`, columnValues(columns, rows))
  for (const index of indexes) await client.query(`create index on ${name} (${index})`)
  await client.query(`comment on table ${name} is '${comment}'`)
  for (const column of columns) if (column.comment !== undefined) await client.query(`comment on column ${name}.${column.name} is '${column.comment}'`)
  await client.query(`comment on constraint ${name}_pkey on ${name} is '${mark}'`)
  await client.query(`analyze ${name}`)
}

/** One array a column: a single statement however many rows there are. */
function columnValues(columns: readonly TableColumn[], rows: readonly object[]): unknown[][] {
  const values: unknown[][] = columns.map(() => [])
  for (const row of rows) {
    const byName = new Map<string, unknown>(Object.entries(row))
    columns.forEach(({ name }, index) => values[index]?.push(byName.get(name) ?? null))
  }
  return values
}
