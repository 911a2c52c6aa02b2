import type { ShapeEnum } from '../source.ts'
import { isDocument } from './plain-value.ts'

/** What a collection's `$jsonSchema` validator says of the fields of an object. */
export interface Rules {
  readonly required: ReadonlySet<string>
  readonly fields: ReadonlyMap<string, FieldRule>
}

interface FieldRule {
  readonly description?: string
  /** The name of an enum of `enums`, where only some texts are allowed. */
  readonly enumName?: string
  readonly inner?: Rules
}

/** Reads a validator; enums it finds are added, named by collection and path. */
export function readRules(schema: unknown, path: string, enums: ShapeEnum[]): Rules {
  const properties = isDocument(schema) && isDocument(schema['properties']) ? schema['properties'] : {}
  const required = isDocument(schema) && Array.isArray(schema['required']) ? schema['required'].map(String) : []
  return { required: new Set(required), fields: new Map(Object.entries(properties).map(([name, rule]) => [name, readRule(rule, `${path}_${name}`, enums)])) }
}

function readRule(rule: unknown, path: string, enums: ShapeEnum[]): FieldRule {
  if (!isDocument(rule)) return {}
  const of = isDocument(rule['items']) ? rule['items'] : rule
  const description = typeof rule['description'] === 'string' ? { description: rule['description'] } : {}
  const values: readonly unknown[] = Array.isArray(of['enum']) ? of['enum'].filter((value) => value !== null) : []
  const isEnum = values.length > 0 && values.every((value) => typeof value === 'string')
  if (isEnum) enums.push({ name: path, values: values.map(String) })
  return { ...description, ...(isEnum ? { enumName: path } : {}), ...(isDocument(of['properties']) ? { inner: readRules(of, path, enums) } : {}) }
}
