/**
 * PostGraphile 5 over HTTP. The demo's tables have no foreign keys, so its relations are told by smart tags; so is the
 * filter by a column without an index.
 */
import { createServer } from 'node:http'
import { postgraphile } from 'postgraphile'
import { makePgService } from 'postgraphile/adaptors/pg'
import { grafserv } from 'postgraphile/grafserv/node'
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber'
import { jsonPgSmartTags } from 'postgraphile/utils'
import { readEnvironment } from './environment.ts'
import { listenAndTell } from './listen.ts'

const { postgresUri, poolSize } = readEnvironment()

const tags = jsonPgSmartTags({
  version: 1,
  config: {
    class: {
      orders: {
        tags: { foreignKey: '(customer_id) references customers (id)' },
        attribute: { status: { tags: { behavior: '+filterBy' } } },
      },
      order_items: { tags: { foreignKey: '(order_id) references orders (id)' } },
    },
  },
})

const instance = postgraphile({
  extends: [PostGraphileAmberPreset],
  plugins: [tags],
  pgServices: [makePgService({ connectionString: postgresUri, schemas: ['public'], poolConfig: { max: poolSize, options: '-c TimeZone=UTC' } })],
  schema: { defaultBehavior: 'connection list' },
  grafast: { explain: false },
  grafserv: { watch: false, graphiql: false, websockets: false },
})

const server = createServer()
server.on('error', (error) => { throw error })
await instance.createServ(grafserv).addTo(server)
listenAndTell(server)
