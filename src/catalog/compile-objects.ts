import type { ObjectTypeDefinitionNode } from 'graphql'
import { compileFields } from './compile-fields.ts'
import { report } from './compilation.ts'
import type { Compilation } from './compilation.ts'
import { roleOf, unwrapType } from './field-type.ts'
import type { ObjectShape } from './model.ts'
import { directiveOf } from './read-directive.ts'

/** The plain nested types. Each must be used by what has rows, else it was probably meant to be an entity. */
export function compileObjects(compilation: Compilation): Map<string, ObjectShape> {
  const objects = new Map<string, ObjectShape>()
  const plain = [...compilation.draft.objects.values()].filter((node) => roleOf(node) === 'object')
  for (const node of plain) {
    objects.set(node.name.value, { name: node.name.value, description: node.description?.value, fields: compileFields(compilation, node) })
    checkLinks(compilation, node)
  }
  checkCycles(compilation, plain)
  checkUse(compilation, plain)
  return objects
}

function checkLinks({ problems }: Compilation, node: ObjectTypeDefinitionNode): void {
  for (const field of node.fields ?? []) {
    const link = directiveOf(field, 'link')
    if (link !== undefined) report(problems, link, { code: 'SCHEMA_LINK_PLACE', message: `${node.name.value} is embedded; links begin at a type with @entity`, hint: 'An array of a collection becomes an entity of its own by @entity(collection:, unwind:).' })
    const score = directiveOf(field, 'score')
    if (score !== undefined) report(problems, score, { code: 'SCHEMA_SCORE', message: `${node.name.value} is embedded; a score belongs to an entity of Qdrant` })
  }
}

const fieldTypes = (node: ObjectTypeDefinitionNode): string[] => (node.fields ?? []).map((field) => unwrapType(field.type).named.name.value)

/** A row is read whole with what is embedded in it, so the nesting must end. */
function checkCycles({ draft, problems }: Compilation, plain: readonly ObjectTypeDefinitionNode[]): void {
  const reaches = (from: ObjectTypeDefinitionNode, goal: string, seen: Set<string>): boolean => fieldTypes(from).some((name) => {
    const next = draft.objects.get(name)
    if (next === undefined || roleOf(next) !== 'object' || seen.has(name)) return name === goal && next !== undefined
    seen.add(name)
    return name === goal || reaches(next, goal, seen)
  })
  for (const node of plain) {
    const name = node.name.value
    if (reaches(node, name, new Set())) report(problems, node.name, { code: 'SCHEMA_OBJECT_CYCLE', message: `${name} is embedded in itself without end`, hint: 'Use JSON for documents of any depth.' })
  }
}

function checkUse({ draft, problems }: Compilation, plain: readonly ObjectTypeDefinitionNode[]): void {
  const used = new Set<string>()
  const visit = (node: ObjectTypeDefinitionNode): void => {
    for (const name of fieldTypes(node)) {
      const next = draft.objects.get(name)
      if (next === undefined || used.has(name) || roleOf(next) !== 'object') continue
      used.add(name)
      visit(next)
    }
  }
  for (const node of draft.objects.values()) if (roleOf(node) !== 'object') visit(node)
  // Where a file is broken, what it uses is not known.
  if (draft.lost.size > 0) return
  for (const node of plain) {
    if (used.has(node.name.value)) continue
    report(problems, node.name, { code: 'SCHEMA_UNUSED_TYPE', message: `${node.name.value} has no @entity, @view or @metrics and is embedded in no entity`, hint: 'Add @entity(source: …, key: …), or use it in one.' })
  }
}
