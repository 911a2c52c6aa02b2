import { invariant } from '../errors.ts'
import type { Column, Rows } from '../fetch/fetch.ts'
import type { Row } from '../graph/resolve/row-node.ts'
import { NotPrintable } from './not-printable.ts'
import type { RowPart, TextRows } from './text-level.ts'
import type { Block, TextRun } from './text-run.ts'
import { settleAll } from './text-run.ts'

/** Adds the pieces of one row's object; rows are counted within the match. */
type PushRow = (pieces: string[], i: number) => void

/** What the rows of one match become. */
export type Layout<Text> = (found: number, pushRow: PushRow) => Text

/** One array of JSON. Its pieces are joined once: a string that grows piece by piece costs half as much again. */
export const asList: Layout<string> = (found, pushRow) => {
  const pieces = ['[']
  for (let i = 0; i < found; i++) {
    if (i > 0) pieces.push(',')
    pushRow(pieces, i)
  }
  pieces.push(']')
  return pieces.join('')
}

/** One text for each row. */
export const asRows: Layout<readonly string[]> = (found, pushRow) => Array.from({ length: found }, (_, i) => {
  const pieces: string[] = []
  pushRow(pieces, i)
  return pieces.join('')
})

export interface Printing<Text> { readonly rows: TextRows; readonly layout: Layout<Text> }

/** The texts of several matches, one each. Matches of one answer are printed together: what lies below them is fetched at once. */
export async function printMatches<Text>(run: TextRun, matches: readonly Block[], { rows, layout }: Printing<Text>): Promise<readonly Text[]> {
  const blocks = joinMatches(matches)
  const printers = new Map(await settleAll([...blocks.values()].map(async (block) => [block.rows, await bindRows(run, rows, block)] as const)))
  const printed = new Map<Rows, number>()
  return matches.map(({ rows: answer, found }) => {
    const from = printed.get(answer) ?? 0
    printed.set(answer, from + found.length)
    const push = printers.get(answer)!
    return layout(found.length, (pieces, i) => push(pieces, found[i]!, from + i))
  })
}

/** Rows of the same answer, in the order of the matches. */
function joinMatches(matches: readonly Block[]): ReadonlyMap<Rows, Block> {
  const found = new Map<Rows, Row[]>()
  for (const match of matches) {
    const before = found.get(match.rows)
    if (before === undefined) found.set(match.rows, [...match.found])
    else for (const row of match.found) before.push(row)
  }
  return new Map(matches.map(({ rows, call }) => [rows, { rows, call, found: found.get(rows)! }]))
}

/** `i` is the row's place in its block. */
type PushPart = (pieces: string[], row: Row, i: number) => void

/** Bottom-up: first the texts of what lies below each row, then what prints the rows themselves. */
async function bindRows(run: TextRun, { parts, levels }: TextRows, block: Block): Promise<PushPart> {
  if (block.found.length === 0) return () => undefined
  const below = await settleAll(levels.map((level) => run.readLevel(run, level, block)))
  const bound = parts.map((part) => bindPart(part, { columns: block.rows.columns, below }))
  return (pieces, row, i) => {
    for (const push of bound) push(pieces, row, i)
  }
}

function bindPart(part: RowPart, { columns, below }: { readonly columns: readonly Column[]; readonly below: readonly (readonly string[])[] }): PushPart {
  switch (part.kind) {
    case 'text': return (pieces) => void pieces.push(part.text)
    case 'column': return bindColumn(part, columns)
    case 'level': {
      const { head } = part
      const texts = below[part.at]
      invariant(texts !== undefined, 'every level was read')
      return (pieces, _, i) => void pieces.push(head, texts[i]!)
    }
  }
}

function bindColumn({ head, field, nonNull, print }: Extract<RowPart, { kind: 'column' }>, columns: readonly Column[]): PushPart {
  const place = columns.findIndex((column) => column.field === field)
  const column = columns[place]
  invariant(column !== undefined, `${field} was not fetched`)
  const { toJson, toValue } = column
  if (print !== null) return (pieces, row) => void pieces.push(head, print(toValue(row[place])))
  if (!nonNull) return (pieces, row) => void pieces.push(head, toJson(row[place]))
  return (pieces, row) => {
    const json = toJson(row[place])
    if (json === 'null') throw new NotPrintable(`a null in ${field}`)
    pieces.push(head, json)
  }
}
