import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Fetch, GrainUnit } from '../../src/fetch/fetch.ts'
import type { SlackSource } from '../../src/sources/slack/source.ts'
import type { Office } from './office.ts'
import { ROOMY, ascending, fetchByKey, fetchValues, office, permalink, startOffice, tsAt, valuesOf } from './office.ts'

const DAY = 86_400
let place: Office
let source: SlackSource

beforeAll(async () => {
  place = await startOffice()
  source = place.open()
  await source.sync()
})
afterAll(() => place.close())

const messages = (more: Partial<Fetch>): Fetch => ({ entity: 'Message', fields: ['permalink'], orderBy: ascending('permalink'), ...more })
const head = permalink('C1', 0)
const reply = permalink('C1', 60, 0)

test('every object is an entity', async () => {
  expect(await fetchValues(source, { entity: 'User', fields: ['id', 'email', 'isBot'], orderBy: ascending('id'), page: { limit: 3 } }))
    .toEqual([['U1', 'Ada@Acme.example', false], ['U2', 'bob@acme.example', false], ['U3', null, true]])
  expect(await fetchValues(source, { entity: 'Channel', fields: ['name', 'topic'], orderBy: ascending('id'), page: { limit: 2 } })).toEqual([['support', 'Help'], ['sales', '']])
  expect(await fetchValues(source, { entity: 'Thread', fields: ['channelId', 'ts', 'replyCount', 'lastReplyAt'], orderBy: ascending('ts'), page: { limit: 1 } }))
    .toEqual([['C1', tsAt(0), 2, '2023-11-14T22:15:20.000100Z']])
  expect(await fetchValues(source, { entity: 'File', fields: ['id', 'size', 'createdAt', 'channelIds'], orderBy: [] })).toEqual([['F1', 1200, '2023-11-14T22:13:20.000Z', ['C1', 'C2']]])
})

test('a message as the graph shows it, and as JSON', async () => {
  const answer = await source.fetch(messages({ fields: ['text', 'editedAt', 'replyTo', 'subtype', 'reactions', 'numbers'], where: { kind: 'in', field: 'ts', values: [tsAt(0), tsAt(120), tsAt(2 * DAY)] }, orderBy: ascending('ts') }), ROOMY)
  expect(valuesOf(answer)).toEqual([
    [office.messages[0]?.text, null, null, null, [{ name: 'eyes', count: 1 }, { name: 'tada', count: 3 }], ['SO-0001', 'SO-0002']],
    ['done, SO-0002', '2023-11-14T22:15:30.000100Z', tsAt(0), null, null, ['SO-0002']],
    ['joined', null, null, 'JOIN', null, []],
  ])
  expect(answer.columns.map((column, i) => column.toJson(answer.rows[0]?.[i])).slice(1)).toEqual(['null', 'null', 'null', '[{"name":"eyes","count":1},{"name":"tada","count":3}]', '["SO-0001","SO-0002"]'])
})

describe('links by values found in texts', () => {
  test('from a key to the texts that name it, without letter case', async () => {
    expect(await fetchByKey(source, messages({ keys: { fields: ['emails'], types: ['STRING_CI'], values: [['ada@acme.example'], ['bob@acme.example'], ['nobody@x.example']] } })))
      .toEqual({ 'ada@acme.example': [head], 'bob@acme.example': [reply] })
  })

  test('from a number to its messages, and not by a part of it', async () => {
    expect(await fetchByKey(source, messages({ keys: { fields: ['numbers'], types: ['STRING'], values: [['SO-0001'], ['SO-0002'], ['SO-000']] } })))
      .toEqual({ 'SO-0001': [head, permalink('C2', 30)], 'SO-0002': [head, permalink('C1', 120, 0)] })
  })

  test('from a text to the users it names', async () => {
    const named = (id: string): Fetch => messages({ where: { kind: 'linked', link: 'named', quantifier: 'some', where: { kind: 'compare', field: 'id', op: 'eq', value: id } } })
    expect(await fetchValues(source, named('U1'))).toEqual([[head]])
    expect(await fetchValues(source, named('U2'))).toEqual([[reply]])
  })

  test('are looked up by index', async () => {
    const plan = await explainPlan(messages({ keys: { fields: ['emails'], types: ['STRING_CI'], values: [['a']] } }))
    expect(plan).toContain('derived_folded (derivation=? AND folded=?)')
    expect(plan).not.toMatch(/SCAN (messages|t0|derived)/)
  })
})

describe('keys', () => {
  test('behind a to-one link, without letter case, by index', async () => {
    const byAuthor = messages({ keys: { fields: ['author.email'], types: ['STRING_CI'], values: [['ada@acme.example'], ['guest@client.example']] } })
    expect(await fetchByKey(source, byAuthor)).toEqual({ 'ada@acme.example': [head, permalink('C2', 40 * DAY)], 'guest@client.example': [reply] })
    expect(await explainPlan(byAuthor)).not.toMatch(/SCAN t0/)
  })

  test('of several parts: the replies of a thread, without its head', async () => {
    const replies = messages({ keys: { fields: ['channelId', 'replyTo'], types: ['STRING', 'STRING'], values: [['C1', tsAt(0)], ['C2', tsAt(0)]] } })
    expect(await fetchByKey(source, replies)).toEqual({ [`2:C117:${tsAt(0)}`]: [reply, permalink('C1', 120, 0)] })
    expect(await explainPlan(replies)).toContain('channel_id=? AND reply_to=?')
  })

  test('so many rows of each, counted in the native call', async () => {
    const fetch = messages({ keys: { fields: ['channelId'], types: ['STRING'], values: [['C1'], ['C2'], ['C3']] }, page: { limit: 1 }, orderBy: ascending('sentAt') })
    expect(await fetchByKey(source, fetch)).toEqual({ C1: [head], C2: [permalink('C2', 30)] })
    expect((await source.fetch(fetch, ROOMY)).call).toMatchObject({ rows: 2, keys: 3 })
  })

  test('that cannot be keys are told before', () => {
    expect(source.keyProblem('Thread', ['replyCount'], ['INT64'], ['x'])).toContain('is no INT64 key')
    expect(source.keyProblem('Thread', ['lastReplyAt'], ['NATIVE'], ['yesterday'])).toContain('is no instant')
    expect(source.keyProblem('Message', ['emails'], ['STRING_CI'], ['a@b.example'])).toBeNull()
  })
})

describe('groups', () => {
  const grouped = (more: Partial<NonNullable<Fetch['group']>>, rest: Partial<Fetch> = {}): Fetch => messages({ fields: [], orderBy: [], group: { by: [], measures: [], ...more }, ...rest })
  const grain = (unit: GrainUnit, timeZone = 'UTC') => ({ unit, timeZone, weekStart: 1, yearStart: 1 })

  test('by month in a time zone', async () => {
    const fetch = grouped({ by: [{ as: 'month', field: 'sentAt', grain: grain('MONTH', 'Europe/Berlin') }], measures: [{ as: 'n', aggregate: 'count' }] }, { orderBy: ascending('month') })
    expect(await fetchValues(source, fetch)).toEqual([['2023-10-31T23:00:00.000Z', 6], ['2023-11-30T23:00:00.000Z', 3]])
  })

  test('by what lies behind a link, those without a match in a group of their own', async () => {
    const fetch = grouped({ by: [{ as: 'who', field: 'author.name' }], measures: [{ as: 'n', aggregate: 'count' }, { as: 'edited', aggregate: 'count', field: 'editedAt' }] }, { orderBy: [{ field: 'n', direction: 'desc', nulls: 'last' }, { field: 'who', direction: 'asc', nulls: 'last' }] })
    expect(await fetchValues(source, fetch)).toEqual([['Bob', 4, 1], ['ada', 2, 0], ['guest', 1, 0], ['robot', 1, 0], [null, 1, 0]])
  })

  test('without terms there is one, also over nothing', async () => {
    const measures = [{ as: 'n', aggregate: 'count' }, { as: 'who', aggregate: 'countDistinct', field: 'authorId' }, { as: 'last', aggregate: 'max', field: 'sentAt' }] as const
    expect(await fetchValues(source, grouped({ measures }))).toEqual([[9, 4, '2023-12-25T22:13:20.000100Z']])
    expect(await fetchValues(source, grouped({ measures }, { where: { kind: 'or', of: [] } }))).toEqual([[0, 0, null]])
  })

  test('sums and averages of each key', async () => {
    const fetch: Fetch = {
      entity: 'Thread', fields: [], orderBy: [], keys: { fields: ['channelId'], types: ['STRING'], values: [['C1'], ['C2'], ['C3']] },
      group: { by: [], measures: [{ as: 'sum', aggregate: 'sum', field: 'replyCount' }, { as: 'avg', aggregate: 'avg', field: 'replyCount' }, { as: 'big', aggregate: 'count', where: { kind: 'compare', field: 'replyCount', op: 'gt', value: 1 } }] },
    }
    const answer = await source.fetch(fetch, ROOMY)
    expect(answer.rows.map((row, i) => [answer.keysOf?.(row), valuesOf(answer)[i]])).toEqual([[['C1'], [2n, 2, 1]], [['C2'], [1n, 1, 0]]])
    expect(answer.columns[0]?.toJson(answer.rows[0]?.[0])).toBe('"2"')
  })

  test('that the store cannot compute are left to the gateway', () => {
    const capable = (aggregate: 'min' | 'sum', field: string): boolean => source.capabilities.groups(grouped({ measures: [{ as: 'x', aggregate, field }] }))
    expect([capable('min', 'text'), capable('min', 'subtype'), capable('sum', 'text'), capable('min', 'emails')]).toEqual([true, false, false, false])
  })
})

describe('limits', () => {
  test('too many rows are an error with the figures, not a cut', async () => {
    await expect(source.fetch(messages({}), { ...ROOMY, maxRows: 4 })).rejects.toMatchObject({ code: 'LIMIT_ROWS', source: 'chat', details: { limit: 4, rows: 9 } })
  })

  test('too many bytes as well', async () => {
    await expect(source.fetch(messages({ fields: ['text'] }), { ...ROOMY, maxBytes: 40 })).rejects.toMatchObject({ code: 'LIMIT_BYTES', source: 'chat', details: { limit: 40 } })
  })

  test('a caller who has gone gets no answer', async () => {
    await expect(source.fetch(messages({}), { ...ROOMY, signal: AbortSignal.abort() })).rejects.toThrow('abort')
  })
})

test('an estimate is a count', async () => {
  expect(await source.estimate(messages({ where: { kind: 'compare', field: 'channelId', op: 'eq', value: 'C1' }, page: { limit: 1 } }))).toEqual({ rows: 5, exact: true })
})

test('health is that of Slack, freshness that of the copy', async () => {
  expect(await source.health()).toMatchObject({ status: 'up' })
  expect(source.freshness()?.ageSeconds).toBeLessThan(30)
})

test('explain is the statement that would run', async () => {
  expect(await source.explain(messages({ page: { limit: 1 } }))).toBe('select t0.permalink from messages t0 order by t0.permalink asc nulls last limit ?1')
})

test('introspection tells the objects, their keys, references and numbers', async () => {
  const { objects } = await source.introspect()
  expect(objects.map(({ name, key, rows }) => [name, key, rows])).toEqual([['USERS', ['id'], 4], ['CHANNELS', ['id'], 3], ['MESSAGES', ['permalink'], 9], ['THREADS', ['permalink'], 2], ['FILES', ['id'], 1]])
  const found = objects.find(({ name }) => name === 'MESSAGES')
  expect(found?.foreignKeys).toContainEqual({ fields: ['user_id'], target: 'USERS', targetFields: ['id'] })
  expect(found?.fields.find(({ name }) => name === 'reactions')).toMatchObject({ type: 'object', list: true, nullable: true, fields: [{ name: 'name' }, { name: 'count', type: 'Int' }, { name: 'users', list: true }] })
})

/** How SQLite would go about the statement, on the very file of the source. */
async function explainPlan(fetch: Fetch): Promise<string> {
  const { DatabaseSync } = await import('node:sqlite')
  const { registerFunctions } = await import('../../src/sources/slack/sql-functions.ts')
  const db = new DatabaseSync(place.storePath, { readOnly: true })
  registerFunctions(db)
  const plan = db.prepare(`explain query plan ${await source.explain(fetch)}`).all('[]')
  db.close()
  return plan.map((step) => step['detail']).join('\n')
}
