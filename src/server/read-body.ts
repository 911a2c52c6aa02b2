import type { IncomingMessage } from 'node:http'
import { CrossgraphError } from '../errors.ts'

/**
 * The JSON of a POST request.
 * @throws LIMIT_BODY beyond `maxBytes`, QUERY_CONTENT_TYPE unless it says JSON, QUERY_JSON for what is no JSON.
 */
export async function readJsonBody(request: IncomingMessage, maxBytes: number): Promise<unknown> {
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/json') {
    throw new CrossgraphError('QUERY_CONTENT_TYPE', 'A POST request must have the content type application/json.', { details: { status: 415 } })
  }
  const text = await readText(request, maxBytes)
  try {
    return JSON.parse(text)
  } catch {
    throw new CrossgraphError('QUERY_JSON', 'The body is not valid JSON.', { hint: 'Send {"query": "…", "variables": {…}}.', details: { status: 400 } })
  }
}

async function readText(request: IncomingMessage, maxBytes: number): Promise<string> {
  const tooLarge = (): CrossgraphError => new CrossgraphError('LIMIT_BODY', `The body is larger than ${maxBytes} bytes.`, { details: { status: 413 } })
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw tooLarge()
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > maxBytes) throw tooLarge()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
