import { mkdirSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { registerFunctions } from './sql-functions.ts'

/** Opens the file, made anew where it is missing, of another version, or no database: it is a copy, losing it loses nothing. */
export function openSqlite(path: string, schema: { readonly version: number; readonly sql: string }): DatabaseSync {
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true })
  return tryOpen(path, schema) ?? reopenEmpty(path, schema)
}

function reopenEmpty(path: string, schema: { readonly version: number; readonly sql: string }): DatabaseSync {
  for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true })
  const db = tryOpen(path, schema)
  if (db === null) throw new Error(`no database can be made at ${path}`)
  return db
}

function tryOpen(path: string, { version, sql }: { readonly version: number; readonly sql: string }): DatabaseSync | null {
  const db = new (loadSqlite().DatabaseSync)(path, { timeout: 2000 })
  try {
    const found = db.prepare('pragma user_version').get()?.['user_version']
    if (found !== 0 && found !== version) throw new Error(`the store has version ${String(found)}`)
    db.exec('pragma journal_mode = wal; pragma synchronous = normal; pragma temp_store = memory')
    if (found === 0) db.exec(`begin; ${sql}; pragma user_version = ${version}; commit`)
    registerFunctions(db)
    return db
  } catch {
    db.close()
    return null
  }
}

/** Node 22 warns that its SQLite is experimental, on stderr, whenever it is loaded; that one warning is kept back. */
function loadSqlite(): typeof import('node:sqlite') {
  const { emitWarning } = process
  process.emitWarning = () => {}
  try {
    return createRequire(import.meta.url)('node:sqlite')
  } finally {
    process.emitWarning = emitWarning
  }
}
