import { asStored, asText, isNullSql, misfitAt, rejectLiteral } from './codec.ts'
import type { Codec, Site } from './codec.ts'
import { integerCast } from './codec-number.ts'
import type { ColumnType } from './column-type.ts'
import { PLAIN_DECODER, TEXT_DECODER, uuidTextDecoder } from './decode.ts'
import type { Form } from './parameter.ts'

const PLAIN_TEXT: ReadonlySet<string> = new Set(['text', 'character varying'])

/** String out of any column: text as it is, everything else in PostgreSQL's own notation. */
export function textCodec(type: ColumnType): Codec {
  const form = textForm(type)
  const blanks = type.name === 'character'
  return {
    list: false, family: 'text', wire: blanks || type.family !== 'text' ? asText : asStored, decode: TEXT_DECODER,
    value: form, decodeValue: TEXT_DECODER, order: form, text: type.family === 'text' && PLAIN_TEXT.has(type.name) ? asStored : asText, isNull: isNullSql,
  }
}

/** `citext` keeps its own equality, and `char(n)` compares without the blanks it is padded with. */
function textForm(type: ColumnType): Form {
  if (type.family !== 'text') return { sql: asText, cast: () => 'text', encode: String }
  const cast = PLAIN_TEXT.has(type.name) ? 'text' : type.name === 'character' ? 'bpchar' : type.name
  return { sql: asStored, cast: () => cast, encode: String }
}

const DIGITS = /^[+-]?\d+$/
const DECIMAL = /^[+-]?\d+(?:\.\d+)?$/
const UUID = /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i

/** ID: keys of numbers compare as numbers, though the graph writes them as text. */
export function idCodec(site: Site, type: ColumnType): Codec {
  switch (type.family) {
    case 'integer': return numberIdCodec(checkedForm(site, (magnitude) => integerCast(type, magnitude), DIGITS), type)
    case 'numeric': return numberIdCodec(checkedForm(site, () => 'numeric', DECIMAL), type)
    case 'uuid': return uuidCodec(site, type)
    default: return textCodec(type)
  }
}

function checkedForm(site: Site, cast: Form['cast'], pattern: RegExp): Form {
  return { sql: asStored, cast, encode: (literal) => (pattern.test(String(literal)) ? String(literal) : rejectLiteral(site, literal)) }
}

function numberIdCodec(form: Form, { family }: ColumnType): Codec {
  return { list: false, family, wire: asStored, decode: PLAIN_DECODER, value: form, decodeValue: PLAIN_DECODER, order: form, text: asText, isNull: isNullSql }
}

export function uuidCodec(site: Site, type: ColumnType): Codec {
  if (type.family !== 'uuid') return textUuidCodec(site, type)
  const form = checkedForm(site, () => 'uuid', UUID)
  return { list: false, family: 'uuid', wire: asStored, decode: PLAIN_DECODER, value: form, decodeValue: PLAIN_DECODER, order: form, text: asText, isNull: isNullSql }
}

/** UUIDs kept as text, in whichever letter case. */
function textUuidCodec(site: Site, type: ColumnType): Codec {
  const plain = textCodec(type)
  const form: Form = { sql: (raw) => `lower(${plain.text(raw)})`, cast: () => 'text', encode: (literal) => String(literal).toLowerCase() }
  const decode = uuidTextDecoder(misfitAt(site))
  return { ...plain, decode, value: form, decodeValue: decode, order: form, text: form.sql }
}
