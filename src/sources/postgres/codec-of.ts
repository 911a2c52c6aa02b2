import type { Field, ScalarName } from '../../catalog/model.ts'
import { arrayCodec } from './codec-array.ts'
import { rejectType } from './codec.ts'
import type { Codec, Site } from './codec.ts'
import { jsonArrayCodec, jsonScalarCodec } from './codec-json.ts'
import { wholeJsonCodec } from './codec-json-whole.ts'
import { regexCodec } from './codec-regex.ts'
import { scalarCodec } from './codec-scalar.ts'
import type { ColumnType } from './column-type.ts'

/** @throws CrossgraphError SOURCE_REJECTED for a column type that the field's type cannot be read from. */
export function codecOf(site: Site, type: ColumnType): Codec {
  const { field } = site
  if (field.derive?.kind === 'regex') return regexCodec(site, field.derive, type)
  if (field.type.kind === 'object') return isJson(type) ? wholeJsonCodec(site, type) : rejectType(site, type)
  if (isScalar(field, 'JSON')) return wholeJsonCodec(site, type)
  if (isJson(type) && !type.list) return field.list ? jsonArrayCodec(site) : jsonScalarCodec(site)
  if (field.list !== type.list) return rejectType(site, type)
  return field.list ? arrayCodec(site, type) : scalarCodec(site, type)
}

const isJson = (type: ColumnType): boolean => type.family === 'json' || type.family === 'jsonb'
const isScalar = (field: Field, name: ScalarName): boolean => field.type.kind === 'scalar' && field.type.name === name
