/** A process that owns a PostgreSQL and says where it is, for tests that end it. */
import { Client } from 'pg'
import { startPostgresServer } from '../../src/sandbox/postgres/server.ts'

const server = await startPostgresServer({ cacheDir: process.argv[2] ?? '' })
const client = new Client({ connectionString: server.uri })
await client.connect()
const { rows } = await client.query('show data_directory')
await client.end()
process.stdout.write(`${JSON.stringify({ uri: server.uri, dataDir: rows[0].data_directory })}\n`)
setInterval(() => undefined, 60_000)
