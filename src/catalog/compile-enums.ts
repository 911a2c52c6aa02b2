import type { EnumTypeDefinitionNode } from 'graphql'
import { report } from './compilation.ts'
import type { Compilation } from './compilation.ts'
import type { EnumShape } from './model.ts'
import { argumentOf, deprecationOf, directiveOf, synonymsOf, textOf } from './read-directive.ts'

/** Every enum, its values in the order of their declaration, which is their order in the graph too. */
export function compileEnums(compilation: Compilation): Map<string, EnumShape> {
  return new Map([...compilation.draft.enums].map(([name, node]) => [name, compileEnum(compilation, node)]))
}

function compileEnum({ problems }: Compilation, node: EnumTypeDefinitionNode): EnumShape {
  const values = node.values ?? []
  if (values.length === 0) report(problems, node.name, { code: 'SCHEMA_EMPTY_TYPE', message: `enum ${node.name.value} has no values` })
  const storedBy = new Map<string, string>()
  return {
    name: node.name.value,
    description: node.description?.value,
    values: values.map((value) => {
      const valueArgument = argumentOf(directiveOf(value, 'value'), 'stored')
      const stored = textOf(valueArgument) ?? value.name.value
      const other = storedBy.get(stored)
      if (other !== undefined && other !== value.name.value) {
        report(problems, valueArgument ?? value, { code: 'SCHEMA_DUPLICATE', message: `${node.name.value}.${value.name.value} and ${other} are both stored as "${stored}"`, hint: 'One stored value has one name.' })
      }
      storedBy.set(stored, value.name.value)
      return { name: value.name.value, stored, description: value.description?.value, deprecated: deprecationOf(value), synonyms: synonymsOf(value) }
    }),
  }
}
