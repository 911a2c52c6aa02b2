import type { FieldNode, GraphQLObjectType } from 'graphql'
import { getNamedType, isObjectType } from 'graphql'
import { CrossgraphError, invariant } from '../../errors.ts'
import type { Fetch, Keyset, Page } from '../../fetch/fetch.ts'
import type { CursorOrder } from '../arguments/cursor.ts'
import { cursorOrder, readCursor } from '../arguments/cursor.ts'
import type { PageArguments } from '../arguments/page.ts'
import { readPage } from '../arguments/page.ts'
import type { ManyField } from '../schema/graph-fields.ts'
import { scoreField } from '../schema/search-routes.ts'
import { collectSubfields } from './collect-fields.ts'
import { identify, placeFields, readRows, sortsInMemory } from './fetch-of-level.ts'
import type { ConnectionLevel, RowSelection, Via } from './level.ts'
import type { Planning, SelectedField } from './planning.ts'
import { argumentsOf } from './planning.ts'
import { selectRows } from './select-rows.ts'

/** One fetch of a page and one row more, so that it is known whether there are others. */
export function compileConnection(planning: Planning, field: ManyField, selected: SelectedField): ConnectionLevel {
  const { entity, link } = field
  const { catalog, resultLimit } = planning.reading
  const args = argumentsOf(planning, selected)
  const { size, fromEnd, after, before } = readPage(args)
  const request = readRows(planning.reading, field, args)
  const { fetch, via } = request
  const wanted = selectConnection(planning, field, selected)
  const cursors = cursorsOf(planning, fetch, via)
  if (cursors === null && (wanted.cursors || after !== null || before !== null)) throw noPlaces(entity.name)
  const place = (cursor: string | null): Keyset | null => (cursor === null || cursors === null ? null : readCursor(cursors, cursor))
  const cut = { size, fromEnd, after: place(after), before: place(before) }

  const inMemory = sortsInMemory(catalog, field, request)
  const places = wanted.cursors || inMemory ? placeFields(catalog, entity, fetch.orderBy) : []
  const fields = [...wanted.fields, ...places, ...fetch.fields]
  const page = inMemory ? undefined : pageOf(cut, link === null ? resultLimit + 1 : null)
  const whole: Fetch = { ...fetch, orderBy: inMemory ? [] : fetch.orderBy, fields: fields.length === 0 ? entity.key : fields, ...(page === undefined ? {} : { page }) }
  return { kind: 'connection', entity, link, path: selected.path, ...identify(whole, via), inMemory, orderBy: fetch.orderBy, ...cut, cursors, nodes: wanted.nodes, edges: wanted.edges }
}

/** A search without scores has an order, but no places in it. */
function cursorsOf({ reading: { catalog } }: Planning, { entity, orderBy, search }: Fetch, via: Via | null): CursorOrder | null {
  if (via?.ranks === true) return scoreField(via.search.route.by) === undefined ? null : cursorOrder(catalog, entity, { orderBy, search: via.search.search, ranked: true })
  return orderBy.length === 0 ? null : cursorOrder(catalog, entity, { orderBy, search, ranked: false })
}

const noPlaces = (entity: string): CrossgraphError =>
  new CrossgraphError('QUERY_CURSOR', `A search of ${entity} has no cursors without orderBy`, { hint: 'Give the type that is searched a field with @score, or add orderBy.' })

interface PageCut extends Pick<PageArguments, 'size' | 'fromEnd'> { readonly after: Keyset | null; readonly before: Keyset | null }

/** `most` bounds a connection without size. */
function pageOf({ size, fromEnd, after, before }: PageCut, most: number | null): Page | undefined {
  const limit = size === null ? most : size + 1
  const page: Page = {
    ...(limit === null ? {} : { limit }), ...(fromEnd ? { fromEnd } : {}),
    ...(after === null ? {} : { after }), ...(before === null ? {} : { before }),
  }
  return Object.keys(page).length === 0 ? undefined : page
}

interface SelectedConnection extends Pick<ConnectionLevel, 'nodes' | 'edges'> {
  readonly fields: readonly string[]
  /** Whether some cursor is selected. */
  readonly cursors: boolean
}

/** Rows stand at several places of a connection, each with a selection of its own; they are fetched once for all of them. */
function selectConnection(planning: Planning, { entity }: ManyField, selected: SelectedField): SelectedConnection {
  const nodes = new Map<string, RowSelection>()
  const edges = new Map<string, ReadonlyMap<string, RowSelection>>()
  let cursors = false
  for (const [as, { name, type, fieldNodes }] of subfields(planning, selected)) {
    const path = [...selected.path, as]
    if (name === 'nodes') nodes.set(as, selectRows(planning, entity, { nodes: fieldNodes, path }))
    if (name !== 'edges' && name !== 'pageInfo') continue
    const inner = [...collectSubfields(planning.operation, type, fieldNodes)]
    cursors ||= inner.some(([, [node]]) => CURSORS.has(node?.name.value ?? ''))
    if (name === 'edges') edges.set(as, new Map(inner.filter(([, [node]]) => node?.name.value === 'node').map(([key, rowNodes]) => [key, selectRows(planning, entity, { nodes: rowNodes, path: [...path, key] })])))
  }
  const selections = [...nodes.values(), ...[...edges.values()].flatMap((places) => [...places.values()])]
  return { nodes, edges, cursors, fields: selections.flatMap(({ fields }) => fields) }
}

const CURSORS: ReadonlySet<string> = new Set(['cursor', 'startCursor', 'endCursor'])

interface Subfield { readonly name: string; readonly type: GraphQLObjectType; readonly fieldNodes: readonly FieldNode[] }

/** The object-valued fields of a connection. */
function subfields({ operation }: Planning, { definition, nodes }: SelectedField): readonly [string, Subfield][] {
  const connection = getNamedType(definition.type)
  invariant(isObjectType(connection), 'a connection is an object')
  return [...collectSubfields(operation, connection, nodes)].flatMap(([as, fieldNodes]): [string, Subfield][] => {
    const name = fieldNodes[0]?.name.value ?? ''
    const type = getNamedType(connection.getFields()[name]?.type)
    return isObjectType(type) ? [[as, { name, type, fieldNodes }]] : []
  })
}
