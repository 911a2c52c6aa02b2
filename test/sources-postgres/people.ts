import type { Value } from '../../src/fetch/fetch.ts'
import type { TestDatabase } from './database.ts'

/** A stored text (PostgreSQL's own notation) and the value that the graph must show for it. */
type Cell = readonly [stored: string | null, value: Value]

const same = (...texts: readonly string[]): readonly Cell[] => texts.map((text) => [text, text])
const NULL: Cell = [null, null]

const NAMES = ['Ada', 'ada', 'ÄDA', "O'Hara", 'a%b', 'a_b', 'axb', 'back\\slash', '"quoted"', 'ſtraße', 'STRASSE', 'Kelvin \u212A', 'İstanbul', 'ıstanbul', 'istanbul', 'ΣΑΣ', 'σας', '😀 smile', '', ' ', 'line\nbreak', 'tab\tbed', '\uffff last of the plane', '\u{10000} first of the next']

/** Every column of "user" with the values it takes in turn; lengths without common factors, so that rows differ. */
const PERSON_COLUMNS: Readonly<Record<string, { readonly field: string; readonly cells: readonly Cell[] }>> = {
  select: { field: 'name', cells: same(...NAMES) },
  Group: { field: 'team', cells: [...same('Ada', 'a%b', 'nobody', 'ΣΑΣ', ''), NULL] },
  order: { field: 'rank', cells: [['0', 0], ['1', 1], ['-2147483648', -2147483648], ['2147483647', 2147483647], ['7', 7], NULL, ['7', 7]] },
  'quote"d': { field: 'quoted', cells: [...same("'; DROP TABLE \"user\"; --", '$1', '{a,b}'), NULL] },
  email: { field: 'email', cells: [...same('Ada@X.example', 'ada@x.example', 'bob@x.example', 'ÄÖ@x.example', 'äö@x.example'), NULL] },
  mood: { field: 'mood', cells: [['sad', 'SAD'], ['ok', 'OK'], ['happy', 'HAPPY'], NULL] },
  tier: { field: 'tier', cells: [['free', 'FREE'], ['pro', 'PRO'], ['basic', 'BASIC']] },
  boss_id: { field: 'bossId', cells: [['1', 1], ['2', 2], ['5', 5], NULL, ['999', 999], ['5', 5], ['7', 7]] },
  code: { field: 'code', cells: [...same('P-1', 'P-22', 'red', 'blue', 'P-', 'xP-1'), NULL] },
  nick: { field: 'nick', cells: [['abc', 'abc'], ['ABC', 'ABC'], ['abcdef', 'abcdef'], NULL, ['a b', 'a b']] },
  token: { field: 'token', cells: [...same('00000000-0000-4000-8000-000000000001', 'ffffffff-0000-4000-8000-000000000002', 'abcdefab-0000-4000-8000-000000000003'), NULL] },
  tags: { field: 'tags', cells: [['{red,blue}', ['red', 'blue']], ['{}', []], ['{red,NULL}', ['red', null]], ['{"NULL","a,b","c\\"d"}', ['NULL', 'a,b', 'c"d']], NULL] },
  scores: { field: 'scores', cells: [['{1,2,3}', [1, 2, 3]], ['{}', []], ['{2147483647}', [2147483647]], NULL, ['{2,2}', [2, 2]]] },
  amounts: { field: 'amounts', cells: [['{1.50,2}', ['1.50', '2']], NULL, ['{0.1}', ['0.1']]] },
  moods: { field: 'moods', cells: [['{sad,happy}', ['SAD', 'HAPPY']], ['{}', []], NULL] },
  labels: { field: 'labels', cells: [['{x,y}', ['x', 'y']], NULL] },
  flag: { field: 'flag', cells: [['t', true], ['f', false], NULL] },
  tiny: { field: 'tiny', cells: [['5', 5], ['-32768', -32768], ['32767', 32767], NULL] },
  big: { field: 'big', cells: [['9007199254740993', 9007199254740993n], ['-9223372036854775808', -(2n ** 63n)], ['9223372036854775807', 2n ** 63n - 1n], ['3', 3n], NULL] },
  price: { field: 'price', cells: [['1.1', '1.1000000000'], ['12345678901234567890.0123456789', '12345678901234567890.0123456789'], ['-0.5', '-0.5000000000'], ['0', '0.0000000000'], NULL] },
  exact: { field: 'exact', cells: [['0.1', '0.1'], ['1.10', '1.10'], ['1.1', '1.1'], ['0.00000000000000000001', '0.00000000000000000001'], ['99999999999999999999999', '99999999999999999999999'], NULL] },
  ratio: { field: 'ratio', cells: [['0.1', 0.1], ['1e300', 1e300], ['-1.5', -1.5], ['3', 3], ['5e-324', 5e-324], NULL] },
  weight: { field: 'weight', cells: [['0.1', 0.1], ['2.5', 2.5], ['16777216', 16777216], NULL] },
  born: { field: 'born', cells: [...same('2000-02-29', '1999-12-31', '0001-01-01', '9999-12-31'), NULL] },
  seen: { field: 'seen', cells: [['2026-10-01 00:00:00+02', '2026-09-30T22:00:00.000Z'], ['2026-10-01 00:00:00.123456+00', '2026-10-01T00:00:00.123456Z'], ['2026-10-01 00:00:00.5+00', '2026-10-01T00:00:00.500Z'], ['1969-12-31 23:59:59.999999+00', '1969-12-31T23:59:59.999999Z'], NULL] },
  local: { field: 'local', cells: [['2026-03-29 02:30:00', '2026-03-29T02:30:00.000Z'], ['2026-10-01 12:00:00.25', '2026-10-01T12:00:00.250Z'], NULL] },
  text_time: { field: 'textTime', cells: [['2026-02-03 04:05', '2026-02-03T04:05:00.000Z'], ['09 Nov 2025 10:11:12', '2025-11-09T10:11:12.000Z'], NULL, ['2024-02-29 23:59', '2024-02-29T23:59:00.000Z']] },
  text_day: { field: 'textDay', cells: [['29.02.2024', '2024-02-29'], ['01.12.2025', '2025-12-01'], NULL] },
  text_number: { field: 'textNumber', cells: [['12.50', '12.50'], ['-3', '-3'], NULL] },
}

export interface Person { readonly [field: string]: Value }
export interface Line { readonly [field: string]: Value }

const COUNT = 60

/** Fields that lie inside jsonb, and what a regular expression finds in the note. */
const DOCS: readonly { readonly stored: Value; readonly fields: Person }[] = [
  { stored: null, fields: { address: null, lines: null, visits: null, balance: null, colors: null, joined: null } },
  {
    stored: { address: { city: 'Köln', postal: { code: '50667' }, lines: [{ text: 'a', no: 1 }, { text: null, no: 2 }] }, visits: 3, balance: '12.50', colors: ['red', 'blue'], joined: '2026-01-02T03:04:05Z' },
    fields: { address: { city: 'Köln', zip: '50667', lines: [{ text: 'a', no: 1 }, { text: null, no: 2 }] }, lines: [{ text: 'a', no: 1 }, { text: null, no: 2 }], visits: 3, balance: '12.50', colors: ['red', 'blue'], joined: '2026-01-02T03:04:05.000Z' },
  },
  {
    stored: { address: { city: null, lines: [] }, visits: null, balance: 7.25, colors: [] },
    fields: { address: { city: null, zip: null, lines: [] }, lines: [], visits: null, balance: '7.25', colors: [], joined: null },
  },
  {
    stored: { address: { city: 'köln', lines: [{ text: 'b', no: 5 }] }, visits: -1, colors: ['blue'], joined: '2025-12-31T23:59:59.999Z' },
    fields: { address: { city: 'köln', zip: null, lines: [{ text: 'b', no: 5 }] }, lines: [{ text: 'b', no: 5 }], visits: -1, balance: null, colors: ['blue'], joined: '2025-12-31T23:59:59.999Z' },
  },
]

const NOTES: readonly { readonly stored: string | null; readonly fields: Person }[] = [
  { stored: 'see #3 and #12, again #3', fields: { note: 'see #3 and #12, again #3', mentions: ['3', '12'], firstWord: 'see' } },
  { stored: '  nothing', fields: { note: '  nothing', mentions: [], firstWord: null } },
  { stored: null, fields: { note: null, mentions: null, firstWord: null } },
  { stored: 'Über #07', fields: { note: 'Über #07', mentions: ['07'], firstWord: null } },
]

const takenInTurn = <T>(values: readonly T[], row: number, step: number): T => values[(row * step + Math.floor(row / values.length)) % values.length]!

/** The rows of "user" as the graph must show them. */
export const PEOPLE: readonly Person[] = Array.from({ length: COUNT }, (_, i) => ({
  id: String(i + 1),
  ...Object.fromEntries(Object.values(PERSON_COLUMNS).map(({ field, cells }, column) => [field, takenInTurn(cells, i, column + 1)[1]])),
  ...DOCS[i % DOCS.length]!.fields,
  ...takenInTurn(NOTES, i, 3).fields,
}))

export const LINES: readonly Line[] = Array.from({ length: 120 }, (_, i) => ({
  orderNo: ['A', 'B', 'a', "C'1"][i % 4]!,
  line: Math.floor(i / 4),
  owner: i % 7 === 0 ? null : (i * 3) % 40 === 39 ? 777 : ((i * 3) % 17) + 1,
  size: ['S', 'M', 'L', null][(i * 5) % 4]!,
  qty: (i * 11) % 13,
  cents: i % 5 === 0 ? null : BigInt(i) * 1_000_000_007n,
  ref: i % 3 === 0 ? `ref_${i % 4}` : null,
}))

export const SHIPMENTS: readonly Line[] = Array.from({ length: 50 }, (_, i) => {
  const line = i % 6 === 0 ? null : LINES[(i * 7) % LINES.length]!
  return { id: String(i + 1), orderNo: line?.['orderNo'] ?? null, line: line?.['line'] ?? null, shippedAt: `2026-0${(i % 9) + 1}-01T0${i % 10}:00:00.000Z` }
})

export const EVENTS: readonly Line[] = Array.from({ length: 40 }, (_, i) => ({
  id: String(i + 1), at: `${i % 2 === 0 ? 2025 : 2026}-0${(i % 9) + 1}-15T00:00:00.000Z`,
  userEmail: ['ADA@x.example', 'Bob@X.Example', 'nobody@x.example', null, 'äÖ@X.example'][i % 5]!, kind: i % 3 === 0 ? 'click' : 'view',
}))

/** Fills the tables of `nasty/schema.sql`. */
export async function fillPeople({ sql }: TestDatabase): Promise<void> {
  for (const [i] of PEOPLE.entries()) {
    const columns = Object.entries(PERSON_COLUMNS).map(([name, { cells }], column) => [name, takenInTurn(cells, i, column + 1)[0]] as const)
    const doc = DOCS[i % DOCS.length]!.stored
    const json = doc === null ? null : JSON.stringify(doc)
    await insert(sql, '"user"', [['id', String(i + 1)], ...columns, ['doc', json], ['raw', json], ['note', takenInTurn(NOTES, i, 3).stored]])
  }
  for (const line of LINES) await insert(sql, '"Sales Dept"."Line Items"', rename(line, { orderNo: 'order_no' }))
  for (const shipment of SHIPMENTS) await insert(sql, '"Sales Dept".shipments', rename(shipment, { orderNo: 'order_no', shippedAt: 'shipped_at' }))
  for (const event of EVENTS) await insert(sql, 'event', rename(event, { userEmail: 'user_email' }))
  await sql('ANALYZE')
}

type Columns = readonly (readonly [string, string | null])[]

const rename = (row: Line, stored: Readonly<Record<string, string>>): Columns => Object.entries(row).map(([name, value]) => [stored[name] ?? name, value === null ? null : printValue(value)])

const printValue = (value: Value): string => (typeof value === 'object' ? JSON.stringify(value) : String(value))

async function insert(sql: TestDatabase['sql'], table: string, columns: Columns): Promise<void> {
  const names = columns.map(([name]) => `"${name.replaceAll('"', '""')}"`).join(', ')
  await sql(`INSERT INTO ${table} (${names}) VALUES (${columns.map((_, i) => `$${i + 1}`).join(', ')})`, columns.map(([, value]) => value))
}
