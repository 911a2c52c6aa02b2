import type { Value } from '../../fetch/fetch.ts'
import { asText, isNullSql, misfitAt } from './codec.ts'
import type { Codec, Site } from './codec.ts'
import { scalarCodec } from './codec-scalar.ts'
import type { ColumnType } from './column-type.ts'
import { decoderOfValue } from './decode.ts'
import type { Decoder } from './decode.ts'

/** A list in a PostgreSQL array. It is read as JSON of its elements' texts, which keeps every digit. */
export function arrayCodec(site: Site, type: ColumnType): Codec {
  const element = scalarCodec(site, { ...type, list: false })
  const isStored = element.value.sql('x') === 'x'
  const sql = isStored ? (raw: string) => raw : convertEach(element)
  const decode = elementsDecoder(site, element)
  return {
    list: true, family: element.family, wire: (raw) => `to_json(${raw}::text[])`, decode,
    value: { ...element.value, sql }, decodeValue: decode, order: element.order, text: asText, isNull: isNullSql,
    elementType: isStored ? type.name : element.value.cast('int'),
  }
}

const convertEach = (element: Codec) => (raw: string): string =>
  `(CASE WHEN ${raw} IS NOT NULL THEN ARRAY(SELECT ${element.value.sql('element')} FROM unnest(${raw}) AS element) END)`

/** A JSON array of texts (or nulls), each read as one element's wire. A list within a list is no list of scalars. */
function elementsDecoder(site: Site, element: Codec): Decoder {
  const misfit = misfitAt(site)
  return decoderOfValue((text) => {
    const elements = JSON.parse(text) as readonly unknown[]
    return elements.map((wire): Value => (wire === null || typeof wire === 'string' ? element.decode.toValue(wire) : misfit()))
  })
}
