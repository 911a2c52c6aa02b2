/** By hand: `node src/sandbox/main.ts [SCALE]` starts a PostgreSQL with the demo's shop in it and prints where it is. */
import { generateCompany } from './company/generate-company.ts'
import { fillPostgres } from './fill/fill-postgres.ts'
import { startPostgresServer } from './postgres/server.ts'

const company = generateCompany({ scale: Number(process.argv[2] ?? 1) })
const postgres = await startPostgresServer({ cacheDir: '.crossgraph' })
await fillPostgres(postgres.uri, company)
process.stdout.write(`POSTGRES_URI=${postgres.uri}\n`)
const ended = Promise.withResolvers<void>()
const stay = setInterval(() => undefined, 60_000)
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => ended.resolve())
await ended.promise
clearInterval(stay)
await postgres.close()
