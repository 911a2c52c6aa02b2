import { mkdirSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import type * as sqlite from 'node:sqlite'
import { invariant } from '../../errors.ts'
import { registerFunctions } from './sql-functions.ts'

export interface StoreSchema { readonly version: number; readonly sql: string }

/** SQLite's codes for a file that is damaged, and for one that is no database. */
const BROKEN = new Set([11, 26])

/** Opens the file, made anew where it is missing, of another version, or broken: it is a copy, losing it loses nothing. */
export function openSqlite(path: string, schema: StoreSchema): sqlite.DatabaseSync {
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true })
  const db = tryOpen(path, schema)
  if (db !== null) return db
  for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true })
  const fresh = tryOpen(path, schema)
  invariant(fresh !== null, 'a new store has the version that it was made with')
  return fresh
}

/** Null for a file that is to be made anew; another process may have it open, and may be making it just now. */
function tryOpen(path: string, schema: StoreSchema): sqlite.DatabaseSync | null {
  const db = new (loadSqlite().DatabaseSync)(path, { timeout: 2000 })
  try {
    db.exec('pragma journal_mode = wal; pragma synchronous = normal; pragma temp_store = memory; begin immediate')
    const found = db.prepare('pragma user_version').get()?.['user_version']
    if (found === 0) db.exec(`${schema.sql}; pragma user_version = ${schema.version}`)
    db.exec('commit')
    if (found === 0 || found === schema.version) {
      registerFunctions(db)
      return db
    }
  } catch (error) {
    if (!BROKEN.has(errorCodeOf(error))) throw error
  }
  db.close()
  return null
}

const errorCodeOf = (error: unknown): number => (error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' ? error.errcode : 0)

/** Node 22 warns that its SQLite is experimental, on stderr, whenever it is loaded; that one warning is kept back. */
function loadSqlite(): typeof sqlite {
  const { emitWarning } = process
  process.emitWarning = () => {}
  try {
    return createRequire(import.meta.url)('node:sqlite')
  } finally {
    process.emitWarning = emitWarning
  }
}
