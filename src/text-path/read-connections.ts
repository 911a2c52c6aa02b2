import type { ConnectionLevel } from '../graph/levels/level.ts'
import { cursorOf } from '../graph/resolve/connection.ts'
import type { Connection, PageRows } from '../graph/resolve/connection.ts'
import { asList, asRows, printMatches } from './print-rows.ts'
import type { ConnectionPart, EdgePart, PageInfoPart, TextConnection } from './text-level.ts'
import type { TextRun } from './text-run.ts'
import { settleAll } from './text-run.ts'

/** The texts of connections at one place of the operation. Their pages are those of the ordinary path; only what they hold is printed. */
export async function readConnections(run: TextRun, { level, parts }: TextConnection, connections: readonly Connection[]): Promise<readonly string[]> {
  return joinParts(connections, await settleAll(parts.map((part) => readPart(run, part, { level, connections }))))
}

/** Each part has one text for each of `of`. */
const joinParts = (of: readonly unknown[], parts: readonly (readonly string[])[]): readonly string[] =>
  of.map((_, i) => parts.map((texts) => texts[i] ?? '').join(''))

interface ConnectionsAt { readonly level: ConnectionLevel; readonly connections: readonly Connection[] }

async function readPart(run: TextRun, part: ConnectionPart, at: ConnectionsAt): Promise<readonly string[]> {
  const { connections } = at
  switch (part.kind) {
    case 'text': return connections.map(() => part.text)
    case 'totalCount': return (await settleAll(connections.map((connection) => connection.totalCount()))).map((count) => part.head + JSON.stringify(count))
    case 'nodes': {
      const lists = await printMatches(run, (await readPages(connections)).map(blockOf), { rows: part.rows, layout: asList })
      return lists.map((list) => part.head + list)
    }
    case 'edges': return (await readEdges(run, part.parts, at)).map((text) => part.head + text)
    case 'pageInfo': {
      const members = await settleAll(part.parts.map((member) => readPageInfo(member, connections)))
      return joinParts(connections, members).map((text) => part.head + text)
    }
  }
}

const readPages = (connections: readonly Connection[]): Promise<readonly PageRows[]> => settleAll(connections.map((connection) => connection.page()))
const blockOf = ({ match, found }: PageRows) => ({ ...match, found })

async function readEdges(run: TextRun, parts: readonly EdgePart[], { level, connections }: ConnectionsAt): Promise<readonly string[]> {
  const pages = await readPages(connections)
  const members = await settleAll(parts.map((part) => readEdgePart(run, part, { level, pages })))
  return pages.map(({ found }, i) => `[${joinParts(found, members.map((lists) => lists[i] ?? [])).join(',')}]`)
}

/** For each page, the texts of its edges. */
async function readEdgePart(run: TextRun, part: EdgePart, { level, pages }: { readonly level: ConnectionLevel; readonly pages: readonly PageRows[] }): Promise<readonly (readonly string[])[]> {
  switch (part.kind) {
    case 'text': return pages.map(({ found }) => found.map(() => part.text))
    case 'node': return (await printMatches(run, pages.map(blockOf), { rows: part.rows, layout: asRows })).map((texts) => texts.map((text) => part.head + text))
    case 'cursor': return settleAll(pages.map((page) =>
      settleAll(page.found.map(async (row) => part.head + JSON.stringify(await cursorOf(level, page, row))))))
  }
}

function readPageInfo(part: PageInfoPart, connections: readonly Connection[]): Promise<readonly string[]> {
  if (part.kind === 'text') return Promise.resolve(connections.map(() => part.text))
  const { head, kind } = part
  return settleAll(connections.map(async (connection) => head + JSON.stringify(await readFact(kind, connection))))
}

async function readFact(kind: Exclude<PageInfoPart['kind'], 'text'>, connection: Connection): Promise<boolean | string | null> {
  if (kind === 'hasNextPage' || kind === 'hasPreviousPage') return connection[kind]()
  const page = await connection.page()
  const row = page.found.at(kind === 'startCursor' ? 0 : -1)
  return row === undefined ? null : cursorOf(connection.level, page, row)
}
