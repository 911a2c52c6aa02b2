import type { FieldNode } from 'graphql'
import { getNamedType, isObjectType } from 'graphql'
import { invariant } from '../errors.ts'
import type { ConnectionLevel, RowSelection } from '../graph/levels/level.ts'
import type { Planning } from '../graph/levels/planning.ts'
import type { ObjectAt, Selected } from './list-selected.ts'
import { listSelected } from './list-selected.ts'
import { NotPrintable } from './not-printable.ts'
import type { ConnectionPart, EdgePart, PageInfoPart, TextRows } from './text-level.ts'

/** Planning, and how rows within the connection are compiled. */
export interface ConnectionPlanning extends Planning {
  readonly compileRows: (selection: RowSelection, nodes: readonly FieldNode[]) => TextRows
}

type Text = { readonly kind: 'text'; readonly text: string }

const typename = (head: string, name: string): Text => ({ kind: 'text', text: head + JSON.stringify(name) })

/** Members of an object with its closing bracket. */
function compileMembers<Part>(planning: Planning, at: ObjectAt, compile: (selected: Selected) => Part): readonly (Part | Text)[] {
  const members = listSelected(planning, at)
  const parts = members.map((selected) => (selected.name === '__typename' ? typename(selected.head, at.type.name) : compile(selected)))
  return [...parts, { kind: 'text', text: members.length === 0 ? '{}' : '}' }]
}

export function compileConnection(level: ConnectionLevel, planning: ConnectionPlanning, at: ObjectAt): readonly ConnectionPart[] {
  return compileMembers<ConnectionPart>(planning, at, (selected) => {
    const { name, as, head, nodes } = selected
    switch (name) {
      case 'totalCount': return { kind: 'totalCount', head }
      case 'nodes': return { kind: 'nodes', head, rows: planning.compileRows(planned(level.nodes.get(as)), nodes) }
      case 'edges': return { kind: 'edges', head, parts: compileEdge(planning, planned(level.edges.get(as)), objectOf(selected)) }
      case 'pageInfo': return { kind: 'pageInfo', head, parts: compilePageInfo(planning, objectOf(selected)) }
      default: throw new NotPrintable(`${at.type.name}.${name} is another room's`)
    }
  })
}

function compileEdge(planning: ConnectionPlanning, places: ReadonlyMap<string, RowSelection>, at: ObjectAt): readonly EdgePart[] {
  return compileMembers<EdgePart>(planning, at, ({ name, as, head, nodes }) => {
    if (name === 'cursor') return { kind: 'cursor', head }
    if (name === 'node') return { kind: 'node', head, rows: planning.compileRows(planned(places.get(as)), nodes) }
    throw new NotPrintable(`${at.type.name}.${name} is another room's`)
  })
}

function compilePageInfo(planning: Planning, at: ObjectAt): readonly PageInfoPart[] {
  return compileMembers<PageInfoPart>(planning, at, ({ name, head }) => {
    switch (name) {
      case 'hasNextPage':
      case 'hasPreviousPage':
      case 'startCursor':
      case 'endCursor': return { kind: name, head }
      default: throw new NotPrintable(`${at.type.name}.${name} is another room's`)
    }
  })
}

function planned<Found>(found: Found | undefined): Found {
  invariant(found !== undefined, 'look-ahead saw this place')
  return found
}

function objectOf({ definition, nodes }: Selected): ObjectAt {
  const type = getNamedType(definition?.type)
  invariant(isObjectType(type), 'edges and pageInfo are objects')
  return { type, nodes }
}
