import { CrossgraphError } from '../../errors.ts'
import { KeyError, canonicalKey } from '../../fetch/key.ts'
import type { KeyType } from '../../fetch/fetch.ts'
import { asStored, asText } from './codec.ts'
import type { Codec } from './codec.ts'
import { numericOfText } from './codec-number.ts'
import { writeOut } from './decode.ts'

/** How one field of a key compares with the keys of a batch. */
export interface KeyForm {
  /** The stored side; of a list, an array. */
  readonly sql: (raw: string) => string
  readonly list: boolean
  /** Type of the parameter's elements. */
  readonly cast: string
  /** What is sent for a key; null where no stored value can equal it. */
  readonly encode: (part: string) => string | null
  /** The canonical key in the text of `sql`, of one element of it for a list; null for none. */
  readonly canonical: (text: string) => string | null
  /** What `canonical` gives for a row that equals this key, where a batch may write one key in several ways. */
  readonly normalise?: (part: string) => string
}

/** The form of one key field. @throws CrossgraphError where its pattern means nothing to the database. */
export function keyFormOf(type: KeyType, codec: Codec): KeyForm {
  if (!codec.list) return { list: false, ...scalarForm(type, codec) }
  const element = scalarForm(type, elementOf(codec))
  const converted = element.sql('element')
  const isStored = converted === 'element' && element.cast === codec.elementType
  const sql = (raw: string): string => `ARRAY(SELECT (${converted})::${element.cast} FROM unnest(${codec.value.sql(raw)}) AS element)`
  return { ...element, list: true, sql: isStored ? codec.value.sql : sql }
}

type ScalarForm = Omit<KeyForm, 'list'>

/** The codec of one element of a list's `value.sql`. */
export const elementOf = (codec: Codec): Codec => ({ ...codec, list: false, value: { ...codec.value, sql: asStored }, text: codec.family === 'text' ? asStored : asText })

function scalarForm(type: KeyType, codec: Codec): ScalarForm {
  switch (type) {
    case 'INT64':
    case 'DECIMAL': return numberForm(codec)
    case 'UUID': return uuidForm(codec)
    case 'STRING_CI': return { sql: (raw) => `lower(${codec.text(raw)})`, cast: 'text', encode: same, canonical: same }
    case 'OBJECT_ID': return { sql: (raw) => `lower(${codec.text(raw)})`, cast: 'text', encode: same, canonical: same }
    case 'STRING': return stringForm(codec)
    case 'NATIVE': return nativeForm(codec)
  }
}

const same = (text: string): string => text

const WHOLE = /^[+-]?\d{1,19}$/
const NUMBER = /^[+-]?\d{1,200}(?:\.\d{1,200})?$/

function numberForm(codec: Codec): ScalarForm {
  switch (codec.family) {
    case 'integer': return integerForm(codec, WHOLE)
    case 'float': return { sql: codec.value.sql, cast: 'double precision', encode: only(NUMBER), canonical: canonicalDecimal }
    case 'numeric': return { sql: codec.value.sql, cast: 'numeric', encode: only(NUMBER), canonical: canonicalDecimal }
    default: return { sql: (raw) => numericOfText(codec.text(raw)), cast: 'numeric', encode: only(NUMBER), canonical: canonicalDecimal }
  }
}

const only = (pattern: RegExp) => (part: string): string | null => (pattern.test(part) ? part : null)

/** The column's own type, for its index; a key beyond it matches nothing, as `5.5` does. */
function integerForm(codec: Codec, pattern: RegExp): ScalarForm {
  const cast = codec.value.cast('int')
  const bits = cast === 'bigint' ? 64 : 32
  const encode = (part: string): string | null => {
    if (!pattern.test(part)) return null
    const value = BigInt(part)
    return BigInt.asIntN(bits, value) === value ? String(value) : null
  }
  return { sql: codec.value.sql, cast, encode, canonical: same }
}

const canonicalDecimal = (text: string): string | null => canonicalOrNull('DECIMAL', text.includes('e') ? writeOut(text) : text)

function canonicalOrNull(type: KeyType, text: string): string | null {
  try {
    return canonicalKey(type, text)
  } catch (error) {
    if (error instanceof KeyError) return null
    throw error
  }
}

const UUID_TEXT = "'^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$'"

function uuidForm(codec: Codec): ScalarForm {
  const text = (raw: string): string => codec.text(raw)
  const sql = codec.family === 'uuid' ? codec.value.sql : (raw: string) => `(CASE WHEN ${text(raw)} ~* ${UUID_TEXT} THEN ${text(raw)}::uuid END)`
  return { sql, cast: 'uuid', encode: only(CANONICAL_UUID), canonical: same }
}

const CANONICAL_WHOLE = /^(?:0|-?[1-9]\d{0,18})$/
const CANONICAL_UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** As text, character for character: `01` is not the number 1. */
function stringForm(codec: Codec): ScalarForm {
  switch (codec.family) {
    case 'integer': return integerForm(codec, CANONICAL_WHOLE)
    case 'uuid': return { sql: codec.value.sql, cast: 'uuid', encode: only(CANONICAL_UUID), canonical: same }
    case 'enum':
    case 'timestamptz':
    case 'timestamp':
    case 'date': return codedForm(codec)
    default: return { sql: codec.text, cast: 'text', encode: same, canonical: same }
  }
}

/** Both sides lie in this source: equal is what the columns find equal. */
function nativeForm(codec: Codec): ScalarForm {
  switch (codec.family) {
    case 'integer':
    case 'numeric':
    case 'float': return { ...numberForm(codec), normalise: (part) => (CANONICAL_WHOLE.test(part) ? part : (canonicalDecimal(part) ?? part)) }
    case 'uuid': return { ...uuidForm(codec), encode: canonicalUuid, normalise: (part) => canonicalUuid(part) ?? part }
    case 'text': return nativeTextForm(codec)
    default: return codedForm(codec)
  }
}

const canonicalUuid = (part: string): string | null => canonicalOrNull('UUID', part)

/** `citext` finds texts equal that differ in letter case. */
function nativeTextForm(codec: Codec): ScalarForm {
  const cast = codec.value.cast('int')
  if (cast === 'text') return { sql: codec.value.sql, cast, encode: same, canonical: same }
  if (cast === 'bpchar') return { sql: codec.value.sql, cast, encode: same, canonical: (text) => text.trimEnd(), normalise: (part) => part.trimEnd() }
  const lower = (text: string): string => text.toLowerCase()
  return { sql: codec.value.sql, cast, encode: same, canonical: lower, normalise: lower }
}

/** Where the graph's value is not the stored text: enums, instants. */
function codedForm(codec: Codec): ScalarForm {
  const encode = (part: string): string | null => {
    try {
      return codec.value.encode(part)
    } catch (error) {
      if (error instanceof CrossgraphError) return null
      throw error
    }
  }
  return { sql: codec.value.sql, cast: codec.value.cast('int'), encode, canonical: (text) => canonicalKey('NATIVE', codec.decodeValue.toValue(text)) }
}
