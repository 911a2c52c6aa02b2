/** The embedded MongoDB server in a process of its own. */
import { startMongoServer } from '../../src/sandbox/mongodb/server.ts'

const server = await startMongoServer()
process.stdout.write(`${JSON.stringify({ event: 'ready', url: server.uri })}\n`)
process.once('SIGTERM', () => process.exit(0))
