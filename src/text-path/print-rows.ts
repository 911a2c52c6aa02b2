import { invariant } from '../errors.ts'
import type { Column, Rows } from '../fetch/fetch.ts'
import type { Row } from '../graph/resolve/row-node.ts'
import { NotPrintable } from './not-printable.ts'
import type { RowPart, TextRows } from './text-level.ts'
import type { Block, TextRun } from './text-run.ts'
import { settleAll } from './text-run.ts'

/** The objects of the rows of several matches: one list for each match. Matches of one answer are printed together. */
export async function printMatches(run: TextRun, rows: TextRows, matches: readonly Block[]): Promise<readonly (readonly string[])[]> {
  const answers = new Map<Rows, number[]>()
  for (const [i, match] of matches.entries()) {
    const places = answers.get(match.rows)
    if (places === undefined) answers.set(match.rows, [i])
    else places.push(i)
  }
  const lists: (readonly string[])[] = matches.map(() => [])
  await settleAll([...answers.values()].map(async (places) => {
    const together = places.map((place) => matches[place]!)
    const texts = await printBlock(run, rows, { ...together[0]!, found: together.flatMap(({ found }) => found) })
    let from = 0
    for (const place of places) lists[place] = texts.slice(from, (from += matches[place]!.found.length))
  }))
  return lists
}

/** Bottom-up: first the texts of what lies below each row, then the rows themselves. */
async function printBlock(run: TextRun, { parts, levels }: TextRows, block: Block): Promise<readonly string[]> {
  if (block.found.length === 0) return []
  const below = await settleAll(levels.map((level) => run.readLevel(run, level, block)))
  const printers = parts.map((part) => bindPart(part, { columns: block.rows.columns, below }))
  return block.found.map((row, i) => {
    let text = ''
    for (const print of printers) text += print(row, i)
    return text
  })
}

type PrintPart = (row: Row, i: number) => string

function bindPart(part: RowPart, { columns, below }: { readonly columns: readonly Column[]; readonly below: readonly (readonly string[])[] }): PrintPart {
  switch (part.kind) {
    case 'text': return () => part.text
    case 'column': return bindColumn(part, columns)
    case 'level': {
      const { head } = part
      const texts = below[part.at]
      invariant(texts !== undefined, 'every level was read')
      return (_, i) => head + texts[i]!
    }
  }
}

function bindColumn({ head, field, nonNull, print }: Extract<RowPart, { kind: 'column' }>, columns: readonly Column[]): PrintPart {
  const place = columns.findIndex((column) => column.field === field)
  const column = columns[place]
  invariant(column !== undefined, `${field} was not fetched`)
  const { toJson, toValue } = column
  if (print !== null) return (row) => head + print(toValue(row[place]))
  if (!nonNull) return (row) => head + toJson(row[place])
  return (row) => {
    const json = toJson(row[place])
    if (json === 'null') throw new NotPrintable(`a null in ${field}`)
    return head + json
  }
}
