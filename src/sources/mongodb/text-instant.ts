import type { TextTime } from '../../fetch/text-time.ts'
import { hasType, literal } from './expression.ts'
import type { Expression } from './expression.ts'
import { Unpushable } from './unpushable.ts'

/**
 * Times kept as text, as instants inside the server. The same strict patterns that reading uses choose the format, so that
 * a filter and the value shown agree. NULL stays NULL. A text that fits no format fails the whole fetch with SOURCE_VALUE:
 * a row left out of a filter, or sorted among the NULLs, would be silently wrong.
 */
const TOKENS: Readonly<Record<string, { readonly pattern: string; readonly format: string }>> = {
  YYYY: { pattern: '(?!0000)[0-9]{4}', format: '%Y' },
  MM: { pattern: '(?:0[1-9]|1[0-2])', format: '%m' },
  Mon: { pattern: '[A-Za-z]{3}', format: '%b' },
  DD: { pattern: '(?:0[1-9]|[12][0-9]|3[01])', format: '%d' },
  HH: { pattern: '(?:[01][0-9]|2[0-3])', format: '%H' },
  mm: { pattern: '[0-5][0-9]', format: '%M' },
  ss: { pattern: '[0-5][0-9]', format: '%S' },
  SSS: { pattern: '[0-9]{3}', format: '%L' },
  Z: { pattern: '(?:Z|[+-][0-9]{2}:?[0-9]{2})', format: '%z' },
}
const PART = /YYYY|Mon|MM|DD|HH|mm|ss|SSS|Z|[^]/gu
const ISO_FORMATS: readonly string[] = ['YYYY-MM-DDTHH:mm:ss.SSSZ', 'YYYY-MM-DDTHH:mm:ssZ', 'YYYY-MM-DDTHH:mm:ss.SSS', 'YYYY-MM-DDTHH:mm:ss', 'YYYY-MM-DD HH:mm:ss', 'YYYY-MM-DD HH:mm', 'YYYY-MM-DD']
const END = '(?![\\s\\S])'

interface ServerFormat {
  readonly pattern: string
  readonly format: string
  readonly hasZone: boolean
}

function serverFormat(format: string): ServerFormat {
  const parts: readonly string[] = format.match(PART) ?? []
  return {
    pattern: `^${parts.map((part) => TOKENS[part]?.pattern ?? part.replace(/[.*+?^${}()|[\]\\/]/, '\\$&')).join('')}${END}`,
    format: parts.map((part) => TOKENS[part]?.format ?? (part === '%' ? '%%' : part)).join(''),
    hasZone: parts.includes('Z'),
  }
}

/** @throws Unpushable for a day that is told by a text with a zone. */
export function instantExpression({ formats = ISO_FORMATS, timeZone }: TextTime, isDay: boolean): (stored: Expression) => Expression {
  const known = formats.map(serverFormat)
  const zone = isDay ? 'UTC' : timeZone
  return (stored) => {
    if (isDay && formats !== ISO_FORMATS && known.some(({ hasZone }) => hasZone)) throw new Unpushable('a day of a text with a zone')
    const parse = ({ format, hasZone }: ServerFormat): Expression => ({ $dateFromString: { dateString: stored, format, ...(hasZone ? {} : { timezone: literal(zone) }) } })
    const matches = ({ pattern }: ServerFormat): Expression => ({ $regexMatch: { input: stored, regex: pattern } })
    return {
      $switch: {
        branches: [
          { case: hasType(stored, ['date']), then: stored },
          { case: { $not: [hasType(stored, ['string'])] }, then: parse(known[0]!) },
          ...known.map((format) => ({ case: matches(format), then: parse(format) })),
        ],
        default: parse(known[0]!),
      },
    }
  }
}
