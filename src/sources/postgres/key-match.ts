import type { Link } from '../../catalog/model.ts'
import type { KeyType } from '../../fetch/fetch.ts'
import type { Codec } from './codec.ts'
import { numericOfText } from './codec-number.ts'
import { elementOf } from './key-form.ts'
import type { Operand } from './scope-type.ts'
import { quoteText } from './sql-text.ts'

/** Equality of a link's two sides within this source; a list on either side matches by any element. */
export function keysMatch(type: KeyType, local: Operand, remote: Operand & { readonly match: Link['match'] }): string {
  const { match } = remote
  const convert = match === undefined ? conversionOf(type, local.codec, remote.codec) : undefined
  const [left, right] = convert === undefined ? [rewritten(local, match!), side('STRING', remote)] : [convert(local), convert(remote)]
  return matchSides(left, right)
}

interface Side { readonly sql: string; readonly list: boolean }

function matchSides(left: Side, right: Side): string {
  if (left.list && right.list) return `${right.sql} && ${left.sql}`
  if (left.list) return `${right.sql} = ANY(${left.sql})`
  return right.list ? `${left.sql} = ANY(${right.sql})` : `${right.sql} = ${left.sql}`
}

/** Columns of one kind compare as they are, so that their indexes serve. */
function conversionOf(type: KeyType, left: Codec, right: Codec): (operand: Operand) => Side {
  const alike = left.family === right.family && left.value.cast('int') === right.value.cast('int')
  if (alike && type !== 'STRING_CI') return ({ raw, codec }) => ({ sql: codec.value.sql(raw), list: codec.list })
  if (type === 'NATIVE' && isNumber(left) && isNumber(right)) return (operand) => side('DECIMAL', operand)
  return (operand) => side(type === 'NATIVE' ? 'STRING' : type, operand)
}

const isNumber = ({ family }: Codec): boolean => family === 'integer' || family === 'numeric' || family === 'float'

function side(type: KeyType, { raw, codec }: Operand): Side {
  if (!codec.list) return { sql: convertKey(type, codec, raw), list: false }
  const converted = convertKey(type, elementOf(codec), 'element')
  if (converted === 'element') return { sql: codec.value.sql(raw), list: true }
  return { sql: `ARRAY(SELECT ${converted} FROM unnest(${codec.value.sql(raw)}) AS element)`, list: true }
}

function convertKey(type: KeyType, codec: Codec, raw: string): string {
  const text = codec.text(raw)
  switch (type) {
    case 'INT64':
    case 'DECIMAL': return isNumber(codec) ? codec.value.sql(raw) : numericOfText(text)
    case 'UUID': return `replace(lower(${text}), '-', '')`
    case 'STRING_CI':
    case 'OBJECT_ID': return `lower(${text})`
    default: return text
  }
}

/** A key written differently on both sides: `businessref_7` taken apart by `businessref_{n}` and written as `businessid_{n}`. */
function rewritten({ raw, codec }: Operand, { from, to }: NonNullable<Link['match']>): Side {
  const names = [...from.matchAll(PLACE)].map(([, name]) => name!)
  const pattern = quoteText(`^${from.split(PLACE).map((part, i) => (i % 2 === 0 ? escapePattern(part) : '(.+)')).join('')}$`)
  const replacement = quoteText(to.split(PLACE).map((part, i) => (i % 2 === 0 ? part.replaceAll('\\', '\\\\') : `\\${names.indexOf(part) + 1}`)).join(''))
  const text = codec.text(raw)
  return { sql: `(CASE WHEN ${text} ~ ${pattern} THEN regexp_replace(${text}, ${pattern}, ${replacement}) END)`, list: false }
}

const PLACE = /\{(\w+)\}/g
const escapePattern = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
