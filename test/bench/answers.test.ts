import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import type { BenchCase } from '../../bench/cases.ts'
import { CONTENDERS } from '../../bench/contenders.ts'
import { expectEqual, prepareRequest, type PreparedRequest } from '../../bench/run/answers.ts'
import { invariant } from '../../src/errors.ts'

const BY_KEY: BenchCase = { name: 'by-key', title: '', document: 'by-key', variables: { id: 1 }, database: 'postgres' }
const limit = CONTENDERS.find(({ name }) => name === 'flat-text')
invariant(limit !== undefined, 'a contender that speaks no GraphQL')

const servers: { close(): void }[] = []
afterEach(() => { for (const server of servers.splice(0)) server.close() })

describe('answers of two contenders', () => {
  it.each([
    ['a key as number and as text', { id: 7 }, { id: '7' }],
    ['an instant in two forms', { placedAt: '2026-10-31T23:59:00.000Z' }, { placedAt: '2026-10-31T23:59:00+00:00' }],
    ['an enum by its stored value', { status: 'PAID' }, { status: 'paid' }],
    ['cursors of their own', { endCursor: 'abc' }, { endCursor: 'xyz' }],
    ['fields in another order', { a: 1, b: 2 }, { b: 2, a: 1 }],
  ])('are equal with %s', async (_, one, other) => {
    const [first, second] = [await prepare(one), await prepare(other)]
    expect(() => expectEqual(first, second, 'test')).not.toThrow()
  })

  it.each([
    ['another value', { total: '1.50' }, { total: '1.5' }],
    ['another instant', { placedAt: '2026-10-31T23:59:00Z' }, { placedAt: '2026-10-31T23:59:00+01:00' }],
    ['a null for a text', { email: null }, { email: 'null' }],
    ['a cursor that is missing', { endCursor: 'abc' }, { endCursor: null }],
    ['rows in another order', [{ id: 1 }, { id: 2 }], [{ id: 2 }, { id: 1 }]],
  ])('differ with %s', async (_, one, other) => {
    const [first, second] = [await prepare(one), await prepare(other)]
    expect(() => expectEqual(first, second, 'test')).toThrow('test: another answer')
  })

  it('are refused when they hold errors', async () => {
    await expect(prepareFrom({ data: {}, errors: [{ message: 'no' }] })).rejects.toThrow('flat-text, by-key: status 200')
  })
})

const prepare = (data: unknown): Promise<PreparedRequest> => prepareFrom({ data })

/** What a contender that always says this is prepared to. */
async function prepareFrom(body: unknown): Promise<PreparedRequest> {
  const server = createServer((_, response) => response.end(JSON.stringify(body)))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  servers.push(server)
  const { port } = server.address() as AddressInfo
  return prepareRequest(`http://127.0.0.1:${port}/`, limit!, BY_KEY)
}
