import { createServer } from 'node:http'
import { listenAndTell } from './listen.ts'

/** The page that a request of a limit asks for. */
export interface PageArguments {
  readonly count: number
  readonly newest: number
  readonly id: number
  readonly first: number
  readonly after: Cursor | null
}

/** The last row of the page before: when it was placed, as PostgreSQL writes it, and its key. */
export interface Cursor { readonly placedAt: string; readonly id: string }

/** Answers one document; the text is the whole body. */
export type TextRoute = (page: PageArguments) => Promise<string>

/** The least that a server can do: no GraphQL, one route a document, its variables in the address, text from the database to the socket. */
export function serveText(routes: Readonly<Record<string, TextRoute>>): void {
  listenAndTell(createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://limit')
    const route = routes[pathname.slice(1)]
    if (route === undefined) {
      response.writeHead(404).end()
      return
    }
    route(readPage(searchParams)).then(
      (text) => response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }).end(text),
      (error: unknown) => response.writeHead(500).end(String(error)),
    )
  }))
}

function readPage(search: URLSearchParams): PageArguments {
  const after = search.get('after')
  const number = (name: string): number => Number(search.get(name) ?? 0)
  return { count: number('count'), newest: number('newest'), id: number('id'), first: number('first'), after: after === null ? null : readCursor(after) }
}

function readCursor(text: string): Cursor {
  const [placedAt = '', id = ''] = Buffer.from(text, 'base64url').toString().split('|')
  return { placedAt, id }
}

export const writeCursor = ({ placedAt, id }: Cursor): string => Buffer.from(`${placedAt}|${id}`).toString('base64url')
