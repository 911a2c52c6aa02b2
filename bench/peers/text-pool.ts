import pg from 'pg'
import type { PeerEnvironment } from './environment.ts'

/** Runs a named statement; every value stays the text that PostgreSQL wrote. */
export type ReadText = (statement: { readonly name: string; readonly text: string }, values: readonly unknown[]) => Promise<readonly TextRow[]>
export type TextRow = readonly (string | null)[]

const KEEP_TEXT: pg.CustomTypesConfig = { getTypeParser: () => (value: string) => value }

export function openTextPool({ postgresUri, poolSize }: PeerEnvironment): ReadText {
  const pool = new pg.Pool({ connectionString: postgresUri, max: poolSize, options: '-c TimeZone=UTC' })
  return async ({ name, text }, values) => (await pool.query<(string | null)[]>({ name, text, values: [...values], rowMode: 'array', types: KEEP_TEXT })).rows
}
