/** Stands for an installed `mongod` or `qdrant`: takes the address as these do, and serves it by the stand-in. */
import { startMongoServer } from '../../src/sandbox/mongodb/server.ts'
import { startQdrantServer } from '../../src/sandbox/qdrant/server.ts'

const [name, ...args] = process.argv.slice(2)
const server = name === 'mongod'
  ? await startMongoServer({ port: Number(args[args.indexOf('--port') + 1]) })
  : await startQdrantServer({ port: Number(process.env['QDRANT__SERVICE__HTTP_PORT']) })
process.once('SIGINT', () => void server.close().then(() => process.exit(0)))
