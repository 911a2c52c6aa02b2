import { parse } from 'graphql'
import { describe, expect, it } from 'vitest'
import { createGraph } from '../../src/graph/create-graph.ts'
import { planRoot } from '../../src/graph/levels/plan-root.ts'
import type { Level, RowSelection } from '../../src/graph/levels/level.ts'
import { indexGraphFields } from '../../src/graph/schema/graph-fields.ts'
import { demoCatalog } from './open-graph.ts'

const catalog = demoCatalog()
const sources = new Map([...catalog.sources.keys()].map((name) => [name, { keyProblem: () => null }]))
const { schema } = createGraph({ catalog, sources, settings: { resultLimit: 1000 }, runFetch: () => Promise.reject(new Error('nothing is fetched')) })
const graph = { fields: indexGraphFields(catalog), reading: { catalog, sources, resultLimit: 1000 } }

/** The level of the document's only root field. */
function plan(text: string, variableValues: Readonly<Record<string, unknown>> = {}): Level {
  const { definitions } = parse(text)
  const fragments = Object.fromEntries(definitions.flatMap((definition) => (definition.kind === 'FragmentDefinition' ? [[definition.name.value, definition]] : [])))
  const [field] = definitions.flatMap((definition) => (definition.kind === 'OperationDefinition' ? definition.selectionSet.selections : []))
  if (field?.kind !== 'Field') throw new Error('the first selection is a field')
  const path = { key: field.alias?.value ?? field.name.value, prev: undefined, typename: 'Query' }
  return planRoot(graph, { schema, fragments, variableValues, parentType: schema.getQueryType()!, fieldName: field.name.value, fieldNodes: [field], path })
}

function rowsOf(level: Level | undefined): RowSelection {
  if (level === undefined || !('rows' in level)) throw new Error(`${level?.kind} has no rows`)
  return level.rows
}
const fetchOf = (level: Level | undefined) => {
  if (level === undefined || level.kind === 'broken') throw new Error('a broken level has no fetch')
  return level.fetch
}
const places = (level: Level): readonly string[] => rowsOf(level).places.map(({ as }) => as)

describe('what is read', () => {
  it('is what is selected, each field once, whatever its aliases', () => {
    const level = plan('{ customers { b: name name country } }')
    expect([places(level), fetchOf(level).fields]).toEqual([['b', 'name', 'country'], ['country', 'name']])
  })

  it('holds the keys that links need, hidden from the response', () => {
    const level = plan('{ slackMessages { text author { name } replies { ts } } }')
    expect(places(level)).toEqual(['text', 'author', 'replies'])
    expect(fetchOf(level).fields).toEqual(['authorId', 'channelId', 'text', 'ts'])
  })

  it('is the key where nothing else is', () => {
    expect(fetchOf(plan('{ customers { __typename } }')).fields).toEqual(['id'])
  })

  it('merges fragments, also those that are used twice or lead elsewhere', () => {
    const level = plan(`{ customers { ...A ... on Customer { tier ...A } ... { email } } } fragment A on Customer { name orders { id } ...B } fragment B on Customer { country }`)
    expect(fetchOf(level).fields).toEqual(['country', 'email', 'id', 'name', 'tier'])
  })

  it('merges the selections of one field', () => {
    const level = plan('{ customers { orders(limit: 3) { id } ... { orders(limit: 3) { status customer { name } } } } }')
    expect(fetchOf(rowsOf(level).levels.get('orders')).fields).toEqual(['customerId', 'id', 'status'])
  })

  it('follows @skip and @include with variables, also on fragments', () => {
    const text = `query($yes: Boolean!, $no: Boolean!) { customers { id name @skip(if: $yes) email @include(if: $no) ... @skip(if: $no) { country } ...T @include(if: $no) } } fragment T on Customer { tier }`
    expect(places(plan(text, { yes: true, no: false }))).toEqual(['id', 'country'])
    expect(places(plan(text, { yes: false, no: true }))).toEqual(['id', 'name', 'email', 'tier'])
  })

  it('takes the fields of a connection from all its places, and the order only for cursors', () => {
    const text = (more: string): Level => plan(`{ customersConnection(orderBy: [{tier: ASC}], first: 2) { nodes { name } edges { node { country } ${more} } } }`)
    expect(fetchOf(text('')).fields).toEqual(['country', 'name'])
    expect(fetchOf(text('cursor')).fields).toEqual(['country', 'id', 'name', 'tier'])
  })
})

describe('levels', () => {
  it('are a tree of plain data: the shape of each fetch, its keys still without values', () => {
    const level = plan('{ customers(limit: 5) { orders(where: {status: {eq: PAID}}, limit: 2) { total } } }')
    expect(level).toMatchObject({ kind: 'list', path: ['customers'], fetch: { entity: 'Customer', fields: ['id'], page: { limit: 5 }, orderBy: [{ field: 'id', direction: 'asc' }] } })
    expect(rowsOf(level).levels.get('orders')).toMatchObject({
      kind: 'list', path: ['customers', 'orders'],
      fetch: { entity: 'Order', keys: { fields: ['customerId'], values: [] }, page: { limit: 2 }, where: { kind: 'compare', field: 'status', op: 'eq', value: 'PAID' } },
    })
  })

  it('of fields that mean the same are one shape, of others are not', () => {
    const { levels } = rowsOf(plan(`{ customers {
      a: orders(where: {total: {gt: 1}, status: {in: [PAID, SHIPPED]}}) { id total } b: orders(where: {status: {in: [SHIPPED, PAID]}, total: {gt: "1"}}) { total id } c: orders(limit: 1) { id total } } }`))
    const shapes = [...levels.values()].map((level) => ('shape' in level ? level.shape : ''))
    expect(shapes[0]).toBe(shapes[1])
    expect(shapes[2]).not.toBe(shapes[0])
  })

  it('ask at the root for one row more than a list without limit may hold, and below a parent for all', () => {
    const level = plan('{ customers { orders { id } } }')
    expect(fetchOf(level).page).toEqual({ limit: 1001 })
    expect(fetchOf(rowsOf(level).levels.get('orders')).page).toBeUndefined()
  })

  it('of a to-one link want one row, where its key does not say so already', () => {
    const author = rowsOf(plan('{ slackMessages { author { customer { name } } } }')).levels.get('author')
    expect(fetchOf(author).page).toBeUndefined()
    expect(fetchOf(rowsOf(author).levels.get('customer')).page).toEqual({ limit: 1 })
  })

  it('whose arguments cannot be read break alone', () => {
    const { levels } = rowsOf(plan('{ customers { name orders(limit: -1) { id } tickets { id } } }'))
    expect([...levels].map(([as, { kind }]) => `${as} ${kind}`)).toEqual(['orders broken', 'tickets list'])
  })
})
