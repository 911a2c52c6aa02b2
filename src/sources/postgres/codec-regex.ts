import type { Derive } from '../../catalog/model.ts'
import type { Value } from '../../fetch/fetch.ts'
import { asStored, asText, isNullSql, rejectType } from './codec.ts'
import type { Codec, Site } from './codec.ts'
import { arrayCodec } from './codec-array.ts'
import { jsonScalarCodec } from './codec-json.ts'
import { scalarCodec } from './codec-scalar.ts'
import { TEXT } from './column-type.ts'
import type { ColumnType } from './column-type.ts'
import { decoderOfValue } from './decode.ts'
import { translateRegex } from './regex.ts'
import { quoteText } from './sql-text.ts'

type RegexDerive = Extract<Derive, { kind: 'regex' }>

/**
 * A value cut out of a text. It is read by JavaScript's own engine from the whole text, and compared in the database,
 * where the pattern means the same there.
 */
export function regexCodec(site: Site, derive: RegexDerive, type: ColumnType): Codec {
  const source = textSource(site, type)
  const pattern = translateRegex(derive.regex)
  const element = scalarCodec(site, TEXT)
  const inner = derive.all ? arrayCodec(site, { ...TEXT, list: true }) : element
  const sql = (raw: string): string => (pattern === null ? rejectPattern(site, type) : matchSql(source(raw), pattern.pattern, derive))
  return {
    ...inner,
    wire: source,
    decode: decoderOfValue((text) => readMatches(text, derive, (match) => element.decode.toValue(match))),
    value: { ...inner.value, sql: (raw) => inner.value.sql(sql(raw)) },
    order: { ...inner.order, sql: (raw) => inner.order.sql(sql(raw)) },
    text: (raw) => inner.text(sql(raw)),
    isNull: (raw) => isNullSql(sql(raw)),
  }
}

/** Whether `pushes` may say yes for a field. */
export const isRegexPushable = (derive: RegexDerive): boolean => translateRegex(derive.regex) !== null

function textSource(site: Site, type: ColumnType): (raw: string) => string {
  if (type.family === 'text' && !type.list) return asStored
  if (type.family === 'jsonb') return (raw) => jsonScalarCodec({ ...site, field: { ...site.field, type: { kind: 'scalar', name: 'String' } } }).text(raw)
  return asText
}

function matchSql(text: string, pattern: string, { group, all }: RegexDerive): string {
  const regex = quoteText(`(${pattern})`)
  if (!all) return `(regexp_match(${text}, ${regex}))[${group + 1}]`
  return `(CASE WHEN ${text} IS NOT NULL THEN ARRAY(SELECT DISTINCT m[${group + 1}] FROM regexp_matches(${text}, ${regex}, 'g') AS m WHERE m[${group + 1}] IS NOT NULL) END)`
}

function readMatches(text: string, { regex, group, all }: RegexDerive, read: (match: string) => Value): Value {
  if (!all) {
    const match = new RegExp(regex, 'u').exec(text)?.[group]
    return match === undefined ? null : read(match)
  }
  const matches = [...text.matchAll(new RegExp(regex, 'gu'))].flatMap((match) => match[group] ?? [])
  return [...new Set(matches)].map(read)
}

const rejectPattern = (site: Site, type: ColumnType): never => rejectType(site, type)
