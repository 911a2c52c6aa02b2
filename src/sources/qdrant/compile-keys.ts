import type { Catalog } from '../../catalog/model.ts'
import type { Key, KeyBatch, KeyType } from '../../fetch/fetch.ts'
import type { Condition, PointId } from './request.ts'
import type { StoredField } from './stored-field.ts'
import { invariant } from '../../errors.ts'
import { anyMatch } from './compile-compare.ts'
import { allOf, isEmpty, matchesAny, NEVER, noneOf } from './condition.ts'
import { matchKind } from './match-kind.ts'
import { pointIdOf } from './point-id.ts'
import { storedField } from './stored-field.ts'

/** The fields of a batch's key, in their order. */
function keyFields(catalog: Catalog, entity: string, { fields }: Pick<KeyBatch, 'fields'>): readonly StoredField[] {
  return fields.map((path) => {
    const stored = storedField(catalog, entity, path)
    invariant(stored !== null, `${entity}.${path} leads through a link`)
    return stored
  })
}

/**
 * A filter that lets at least the rows of the batch through; which row belongs to which key is decided on the canonical
 * keys afterwards. Exact for one field whose keys are written as they are stored.
 */
export function compileKeys(catalog: Catalog, entity: string, keys: KeyBatch): Condition {
  return allOf(keyFields(catalog, entity, keys).map((stored, i) => {
    const texts = [...new Set(keys.values.map((key) => key[i]!))]
    return keyCondition(catalog, stored, { type: keys.types[i]!, texts }) ?? noneOf([isEmpty(stored.key)])
  }))
}

interface Wanted { readonly type: KeyType; readonly texts: readonly string[] }

/** Null where one key is written in several ways, such as `STRING_CI`: then every row with a value is looked at. */
function keyCondition(catalog: Catalog, stored: StoredField, { type, texts }: Wanted): Condition | null {
  if (stored.place === 'id') return hasId(texts.map((text) => pointIdOf(stored.field, text)))
  switch (matchKind(catalog, stored.field)) {
    case 'integer': return anyMatch(catalog, stored, texts.filter((text) => DIGITS.test(text)))
    case 'text': return isWrittenOneWay(stored, type) ? matchesAny(stored.key, storedTexts(catalog, stored, texts)) : null
    default: return null
  }
}

const DIGITS = /^-?\d+$/

function hasId(ids: readonly (PointId | null | undefined)[]): Condition {
  const found = ids.filter((id) => id !== null && id !== undefined)
  return found.length === 0 ? NEVER : { has_id: found }
}

/** UUIDs are read in lower case with hyphens only where the field is declared as such. */
const isWrittenOneWay = ({ field }: StoredField, type: KeyType): boolean =>
  type === 'STRING' || type === 'NATIVE' || (type === 'UUID' && (field.type.name === 'UUID' || field.storedType === 'UUID'))

/** Keys of enum values are their names; a name that the enum lacks has no match. */
function storedTexts(catalog: Catalog, { field }: StoredField, texts: readonly string[]): readonly string[] {
  const values = field.type.kind === 'enum' ? catalog.enums.get(field.type.name)?.values : undefined
  return values === undefined ? texts : values.filter(({ name }) => texts.includes(name)).map(({ stored }) => stored)
}

/** Null when this key can be compared with the stored fields, else what is wrong with it. */
export function keyProblem(catalog: Catalog, entity: string, keys: { readonly fields: KeyBatch['fields']; readonly key: Key }): string | null {
  for (const [i, path] of keys.fields.entries()) {
    const stored = storedField(catalog, entity, path)
    if (stored === null) return `${path} leads to another collection`
    const text = keys.key[i] ?? ''
    if (stored.place === 'id' && pointIdOf(stored.field, text) === undefined) return `${JSON.stringify(text.slice(0, 80))} is no id of a point`
  }
  return null
}
