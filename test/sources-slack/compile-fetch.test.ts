import { expect, test } from 'vitest'
import type { Fetch } from '../../src/fetch/fetch.ts'
import { compileFetch } from '../../src/sources/slack/compile-fetch.ts'
import { slackCatalog } from './catalog.ts'
import { ascending } from './office.ts'

const catalog = slackCatalog()
const derived = (sql: string): string => sql.replaceAll(/'MESSAGES\.text:[0-9a-f]{8}'/g, "'DERIVATION'")

const goldens: readonly (readonly [string, Partial<Fetch>, string, readonly unknown[]])[] = [
  ['rows in an order with NULLs where they were asked for',
    { fields: ['permalink', 'sentAt'], orderBy: [{ field: 'threadTs', direction: 'desc', nulls: 'first' }, { field: 'permalink', direction: 'desc', nulls: 'last' }], page: { limit: 5, offset: 10 } },
    'select t0.permalink, t0.sent_at from messages t0 order by t0.thread_ts desc nulls first, t0.permalink desc nulls last limit ?1 offset ?2', [5, 10]],
  ['literals as parameters, instants in microseconds, enums by their stored text',
    { where: { kind: 'and', of: [{ kind: 'compare', field: 'sentAt', op: 'gte', value: '2026-10-01T00:00:00.000001Z' }, { kind: 'in', field: 'subtype', values: ['JOIN', 'BOT'] }, { kind: 'not', of: { kind: 'isNull', field: 'threadTs' } }] } },
    'select t0.permalink from messages t0 where (t0.sent_at >= ?1 and t0.subtype in (select value from json_each(?2)) and not (t0.thread_ts is null))', [1_790_812_800_000_001n, '["channel_join","bot_message"]']],
  ['an enum by the order of its declaration',
    { orderBy: [{ field: 'subtype', direction: 'asc', nulls: 'last' }] },
    "select t0.permalink from messages t0 order by case t0.subtype when 'channel_join' then 0 when 'thread_broadcast' then 1 when 'bot_message' then 2 end asc nulls last", []],
  ['text matched with the folding of Unicode',
    { where: { kind: 'or', of: [{ kind: 'match', field: 'text', how: 'contains', text: '100%', foldCase: false }, { kind: 'match', field: 'text', how: 'like', text: 'ä%', foldCase: true }] } },
    'select t0.permalink from messages t0 where (like_text(t0.text, ?1, 0) or like_text(t0.text, ?2, 1))', ['%100\\%%', 'ä%']],
  ['a to-one link joined once for condition, order and value',
    { fields: ['author.name'], where: { kind: 'linked', link: 'author', quantifier: 'some', where: { kind: 'compare', field: 'isBot', op: 'eq', value: false } }, orderBy: ascending('author.name') },
    'select t1.name from messages t0 left join users t1 on t1.id = t0.user_id where (t1.row is not null and (t1.is_bot = ?1) is true) order by t1.name asc nulls last', [0]],
  ['a to-many link as EXISTS, `every` by the rows that fail',
    { where: { kind: 'linked', link: 'replies', quantifier: 'every', where: { kind: 'compare', field: 'authorId', op: 'eq', value: 'U1' } } },
    'select t0.permalink from messages t0 where not exists (select 1 from messages t1 where ((t1.channel_id = t0.channel_id and t1.reply_to = t0.ts) and (t1.user_id = ?1) is not true))', ['U1']],
  ['the order by a link\'s count behind another link',
    { entity: 'Message', orderBy: [{ field: 'channel.messages', count: true, direction: 'desc', nulls: 'last' }] },
    'select t0.permalink from messages t0 left join channels t1 on t1.id = t0.channel_id order by (select count(*) from messages t2 where t2.channel_id = t1.id) desc nulls last', []],
  ['a to-one link that may find several takes the lowest key',
    { fields: ['newcomer.ts'] },
    'select t1.ts from messages t0 left join messages t1 on t1.row = (select t2.row from messages t2 where (t2.channel_id = t0.channel_id and t2.subtype = ?1) order by t2.permalink limit 1)', ['channel_join']],
  ['values found in a text, from the table that holds them',
    { fields: ['emails', 'firstNumber'] },
    "select iif(t0.text is null, null, (select json_group_array(value) from (select value from derived where derivation = 'DERIVATION' and row = t0.row order by position))), (select value from derived where derivation = 'DERIVATION' and row = t0.row and position = 0) from messages t0", []],
  ['keys among such values by index, without letter case',
    { keys: { fields: ['emails'], types: ['STRING_CI'], values: [['a@b.example'], ['c@d.example'], ['a@b.example']] } },
    "with k(k, k0) as materialized (select value ->> 0, value ->> 1 from json_each(?1)) select t0.permalink, k.k from k join messages t0 where t0.row in (select row from derived where derivation = 'DERIVATION' and folded = k.k0)", ['[["a@b.example","a@b.example"],["c@d.example","c@d.example"]]']],
  ['a link by such values in its other direction',
    { entity: 'User', fields: ['id'], where: { kind: 'linkedCount', link: 'namedIn', op: 'gte', value: 2 } },
    "select t0.id from users t0 where (select count(*) from messages t1 where t1.row in (select row from derived where derivation = 'DERIVATION' and folded = t0.email_folded)) >= ?1", [2]],
  ['so many rows of each key, from the end of the order',
    { keys: { fields: ['channelId', 'replyTo'], types: ['STRING', 'STRING'], values: [['C1', '1.000000']] }, orderBy: ascending('sentAt'), page: { limit: 2, offset: 1, fromEnd: true } },
    'with k(k, k0, k1) as materialized (select value ->> 0, value ->> 1, value ->> 2 from json_each(?1)) select c0, key from (select t0.permalink as c0, k.k as key, row_number() over (partition by k.k order by t0.sent_at desc nulls first) as place from k join messages t0 where (t0.channel_id = k.k0 and t0.reply_to = k.k1)) where place > ?2 and place <= ?3 order by place desc', ['[["2:C18:1.000000","C1","1.000000"]]', 1, 3]],
  ['a keyset page after a place whose value is NULL',
    { orderBy: [{ field: 'threadTs', direction: 'asc', nulls: 'first' }, { field: 'permalink', direction: 'asc', nulls: 'last' }], page: { limit: 2, after: [null, 'p'] } },
    'select t0.permalink from messages t0 where (t0.thread_ts is not null or (t0.thread_ts is null and (t0.permalink > ?1 or t0.permalink is null))) order by t0.thread_ts asc nulls first, t0.permalink asc nulls last limit ?2', ['p', 2]],
  ['groups by a calendar, measures with filters of their own',
    {
      fields: [], orderBy: [{ field: 'joined', direction: 'desc', nulls: 'last' }], page: { limit: 3 },
      group: {
        by: [{ as: 'month', field: 'sentAt', grain: { unit: 'MONTH', timeZone: 'Europe/Berlin', weekStart: 1, yearStart: 1 } }, { as: 'who', field: 'author.name' }],
        measures: [{ as: 'joined', aggregate: 'count', where: { kind: 'compare', field: 'subtype', op: 'eq', value: 'JOIN' } }, { as: 'last', aggregate: 'max', field: 'sentAt' }],
      },
    },
    "select period_start(t0.sent_at, 'MONTH', 'Europe/Berlin', 1, 1), t1.name, count(*) filter (where t0.subtype = ?1), max(t0.sent_at) from messages t0 left join users t1 on t1.id = t0.user_id group by period_start(t0.sent_at, 'MONTH', 'Europe/Berlin', 1, 1), t1.name order by count(*) filter (where t0.subtype = ?1) desc nulls last limit ?2", ['channel_join', 3]],
  ['sums of each key, read as text so that no digit is lost',
    { entity: 'Thread', fields: [], keys: { fields: ['channelId'], types: ['STRING'], values: [['C1']] }, group: { by: [], measures: [{ as: 'replies', aggregate: 'sum', field: 'replyCount' }] } },
    'with k(k, k0) as materialized (select value ->> 0, value ->> 1 from json_each(?1)) select cast(coalesce(sum(t0.reply_count), 0) as text), k.k from k join threads t0 where t0.channel_id = k.k0 group by k.k', ['[["C1","C1"]]']],
  ['elements of a list of objects',
    { where: { kind: 'linked', link: 'reactions', quantifier: 'some', where: { kind: 'compare', field: 'count', op: 'gt', value: 2 } } },
    "select t0.permalink from messages t0 where exists (select 1 from json_each(t0.reactions) t1 where t1.value ->> '$.count' > ?1)", [2]],
  ['elements of a list of texts',
    { entity: 'File', fields: ['id'], where: { kind: 'list', field: 'channelIds', how: 'hasAll', values: ['C1', 'C2'] } },
    'select t0.id from files t0 where iif(t0.channel_ids is null, null, not exists (select 1 from json_each(?1) w where w.value not in (select value from json_each(t0.channel_ids))))', ['["C1","C2"]']],
]

test.each(goldens)('%s', (_, fetch, sql, parameters) => {
  const query = compileFetch(catalog, { entity: 'Message', fields: ['permalink'], orderBy: [], ...fetch })
  expect(derived(query.sql)).toBe(sql)
  expect(query.parameters).toEqual(parameters)
})

test('a thousand conditions stay below the depth that SQLite takes', () => {
  const of = Array.from({ length: 3000 }, (_, i) => ({ kind: 'compare', field: 'ts', op: 'eq', value: String(i) }) as const)
  const { sql } = compileFetch(catalog, { entity: 'Message', fields: ['ts'], orderBy: [], where: { kind: 'or', of } })
  expect(depthOf(sql)).toBeLessThan(20)
})

function depthOf(sql: string): number {
  let [depth, deepest] = [0, 0]
  for (const letter of sql) {
    depth += letter === '(' ? 1 : letter === ')' ? -1 : 0
    deepest = Math.max(deepest, depth)
  }
  return deepest
}

test('what Slack has not is refused with what it has', () => {
  const wrong = (field: string): (() => unknown) => () => compileFetch(
    slackCatalog({ sdl: `type Note @entity(source: "chat", slack: MESSAGES, key: "permalink") { permalink: ID! ${field} }` }),
    { entity: 'Note', fields: ['x'], orderBy: [] },
  )
  expect(wrong('x: String @column(name: "colour")')).toThrow('Slack has no colour in MESSAGES')
  expect(wrong('x: Int @column(name: "text")')).toThrow("x is declared Int, but Slack's text is text")
  expect(wrong('x: [String!] @column(name: "text")')).toThrow("x is declared [String], but Slack's text is text")
})
