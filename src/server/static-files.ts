import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import type { ServerResponse } from 'node:http'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.map': 'application/json',
  '.svg': 'image/svg+xml', '.ttf': 'font/ttf', '.woff': 'font/woff', '.woff2': 'font/woff2', '.png': 'image/png', '.json': 'application/json',
}

/** Everything the page needs comes from this server; nothing else may be loaded, framed or sent to. */
const PAGE_HEADERS = {
  'content-security-policy': "default-src 'self'; script-src 'self' 'unsafe-inline' blob:; worker-src 'self' blob:; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self' ws: wss:; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
}

/** Sends one file of `folder`; false when there is none of that name. */
export async function sendStaticFile(response: ServerResponse, folder: string, path: string): Promise<boolean> {
  const file = normalize(join(folder, path === '/' ? 'index.html' : path))
  if (!file.startsWith(folder + sep)) return false
  const type = TYPES[extname(file)]
  if (type === undefined) return false
  const content = await readFile(file).catch(() => null)
  if (content === null) return false
  const cache = file.endsWith('.html') ? 'no-cache' : 'public, max-age=3600'
  response.writeHead(200, { ...PAGE_HEADERS, 'content-type': type, 'content-length': content.length, 'cache-control': cache })
  response.end(content)
  return true
}
