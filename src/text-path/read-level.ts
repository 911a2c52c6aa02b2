import type { Match } from '../graph/resolve/graph-context.ts'
import type { Connection, ConnectionAt } from '../graph/resolve/connection.ts'
import { memoryConnection } from '../graph/resolve/memory-connection.ts'
import { pushedConnection } from '../graph/resolve/pushed-connection.ts'
import { reachFrom } from '../graph/resolve/read-matches.ts'
import { readMeasure } from '../graph/resolve/resolve-aggregate.ts'
import type { Row } from '../graph/resolve/row-node.ts'
import { readerOf, RowNode } from '../graph/resolve/row-node.ts'
import { fetchOnce, keyRequest, loadKey } from '../graph/resolve/run-plan.ts'
import { invariant } from '../errors.ts'
import { NotPrintable } from './not-printable.ts'
import { asList, asRows, printMatches } from './print-rows.ts'
import { readConnections } from './read-connections.ts'
import { readRowKeys } from './row-keys.ts'
import type { TextAggregate, TextConnection, TextLevel, TextList, TextOne } from './text-level.ts'
import type { Block, TextRun } from './text-run.ts'
import { loadKeys } from './text-run.ts'

/** The text of a root field. */
export async function readRoot(run: TextRun, text: TextLevel): Promise<string> {
  const { context } = run
  const { level } = text
  if (text.kind === 'connection') return first(await readConnections(run, text, [openConnection({ context, level: text.level, reach: { keys: null, parent: null, path: level.path } })]))
  if (text.kind === 'list' && text.level.cut.limit === 0) return '[]'
  const match = text.kind === 'byKey' ? await loadKey(context, level, keyRequest(text.level.key, { parent: null, path: level.path })) : await fetchOnce(context, text.level, level.path)
  return first(await printAnswers(run, text, [match]))
}

/** The texts of a level below the rows of one answer: its keys are read, fetched each once, and what they found is printed each once. */
export async function readLevel(run: TextRun, text: TextLevel, block: Block): Promise<readonly string[]> {
  const { level } = text
  if (text.kind === 'connection') return readConnections(run, text, block.found.map((row) => connectionOf(run, text, { block, row })))
  if (text.kind === 'list' && text.level.cut.limit === 0) return block.found.map(() => '[]')
  invariant(level.link !== null && text.kind !== 'byKey', 'a level below rows has a link')
  const { joined, requests } = readRowKeys(run.context.graph.reading, { link: level.link, path: level.path }, block)
  const texts = await printAnswers(run, text, await loadKeys(run, level, requests))
  const byKey = new Map(Array.from(requests.keys(), (key, i) => [key, texts[i]!]))
  const none = joined.includes(null) ? await printNone(run, text) : ''
  return joined.map((key) => (key === null ? none : byKey.get(key)!))
}

const openConnection = (at: ConnectionAt): Connection => (at.level.inMemory ? memoryConnection(at) : pushedConnection(at))

function connectionOf({ context }: TextRun, { level }: TextConnection, { block, row }: { readonly block: Block; readonly row: Row }): Connection {
  const selection = { entity: level.entity, fields: [], places: [], levels: new Map() }
  return openConnection({ context, level, reach: reachFrom(context, level, new RowNode({ reader: readerOf(block.rows), selection, call: block.call }, row)) })
}

const NOTHING: Match = { rows: { columns: [], rows: [], call: { native: '', rows: 0, bytes: 0, ms: 0, keys: 0 } }, found: [], call: null }

/** What a row without a key has. */
const printNone = async (run: TextRun, text: Exclude<TextLevel, TextConnection>): Promise<string> => first(await printAnswers(run, text, [NOTHING]))

function printAnswers(run: TextRun, text: Exclude<TextLevel, TextConnection>, matches: readonly Match[]): Promise<readonly string[]> | readonly string[] {
  switch (text.kind) {
    case 'byKey':
    case 'one': return printOnes(run, text, matches)
    case 'list': return printLists(run, text, matches)
    case 'aggregate': return matches.map((match) => printAggregate(run, text, match))
  }
}

/** The first row: it has the lowest key. */
async function printOnes(run: TextRun, { level, rows }: Pick<TextOne, 'rows'> & { readonly level: Pick<TextOne['level'], 'path'> & { readonly link: TextOne['level']['link'] | null } }, matches: readonly Match[]): Promise<readonly string[]> {
  const lists = await printMatches(run, matches.map((match) => (match.found.length > 1 ? { ...match, found: match.found.slice(0, 1) } : match)), { rows, layout: asRows })
  return lists.map(([text]) => {
    if (text === undefined && level.link?.nonNull === true) throw new NotPrintable(`no row behind ${level.path.join('.')}`)
    return text ?? 'null'
  })
}

async function printLists(run: TextRun, { level, rows }: TextList, matches: readonly Match[]): Promise<readonly string[]> {
  const { resultLimit } = run.context.graph.reading
  if (level.cut.limit === null && matches.some(({ found }) => found.length > resultLimit)) throw new NotPrintable('more rows than a list without limit may hold')
  return printMatches(run, matches, { rows, layout: asList })
}

function printAggregate({ context }: TextRun, { level, parts }: TextAggregate, { rows, found: [row] }: Match): string {
  const node = { level, group: row === undefined ? null : { reader: readerOf(rows), row } }
  let text = ''
  for (const part of parts) text += part.kind === 'text' ? part.text : part.head + part.print(readMeasure(context, node, part.as))
  return text
}

function first(texts: readonly string[]): string {
  const [text] = texts
  invariant(text !== undefined, 'one answer has one text')
  return text
}
