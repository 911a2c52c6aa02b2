import { invariant } from '../../errors.ts'
import type { Connection, EdgeNode } from './connection.ts'
import { cursorOf } from './connection.ts'
import { guard } from './guard.ts'
import { nodesOf } from './resolve-rows.ts'

/** Response keys tell the places of a connection apart: two aliases of `nodes` may select different things. */
export const CONNECTION_RESOLVERS = {
  nodes: guard<Connection>(async (connection, _, info) => {
    const selection = connection.level.nodes.get(String(info.path.key))
    invariant(selection !== undefined, 'look-ahead saw this place')
    const { match, found } = await connection.page()
    return nodesOf(selection, match, found)
  }),
  edges: guard<Connection>(async (connection, _, info) => {
    const page = await connection.page()
    return page.found.map((row): EdgeNode => ({ connection, page, row, as: String(info.path.key) }))
  }),
  pageInfo: (connection: Connection) => connection,
  totalCount: guard<Connection>((connection) => connection.totalCount()),
}

export const EDGE_RESOLVERS = {
  node: guard<EdgeNode>(({ connection, page, row, as }, _, info) => {
    const selection = connection.level.edges.get(as)?.get(String(info.path.key))
    invariant(selection !== undefined, 'look-ahead saw this place')
    return nodesOf(selection, page.match, [row])[0]
  }),
  cursor: guard<EdgeNode>(({ connection, page, row }) => cursorOf(connection.level, page, row)),
}

export const PAGE_INFO_RESOLVERS = {
  hasNextPage: guard<Connection>((connection) => connection.hasNextPage()),
  hasPreviousPage: guard<Connection>((connection) => connection.hasPreviousPage()),
  startCursor: guard<Connection>((connection) => cursorAt(connection, 0)),
  endCursor: guard<Connection>((connection) => cursorAt(connection, -1)),
}

async function cursorAt(connection: Connection, place: number): Promise<string | null> {
  const page = await connection.page()
  const row = page.found.at(place)
  return row === undefined ? null : cursorOf(connection.level, page, row)
}
