import { asStored, isNullSql } from './codec.ts'
import type { Codec, Site } from './codec.ts'
import type { ColumnType } from './column-type.ts'
import { JSON_DECODER } from './decode.ts'
import { objectDecoder } from './decode-json.ts'
import type { Form } from './parameter.ts'

/** A JSON field, or an embedded object or list of them: read whole. Other columns become JSON first. */
export function wholeJsonCodec(site: Site, type: ColumnType): Codec {
  const json = !type.list && (type.family === 'json' || type.family === 'jsonb')
  const toJsonb = type.family === 'jsonb' && !type.list ? asStored : json ? (raw: string) => `${raw}::jsonb` : (raw: string) => `to_jsonb(${raw})`
  const form: Form = { sql: toJsonb, cast: () => 'jsonb', encode: (literal) => JSON.stringify(literal) }
  const decode = site.field.type.kind === 'object' ? objectDecoder(site) : JSON_DECODER
  const isNull = json ? (raw: string) => `nullif(${toJsonb(raw)}, 'null') IS NULL` : isNullSql
  return { list: site.field.list, family: 'jsonb', wire: json ? asStored : toJsonb, decode, value: form, decodeValue: decode, order: form, text: (raw) => `${toJsonb(raw)}::text`, isNull }
}
