import { Decimal } from '../../fetch/value.ts'
import { parseDay } from '../../fetch/instant.ts'
import { instantOfText } from '../../fetch/text-time.ts'

/**
 * What a client may write for a value of each scalar, as its canonical Literal. Null for what is none. Numbers reach these
 * functions as text, exactly as they were written.
 */
export type ReadLiteral = (text: string) => string | bigint | null

const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,4}))?$/
const MOST_DIGITS = 5000

/** `-12.50` stays as it is written; an exponent is written out. */
export function readDecimal(text: string): string | null {
  const [matched, sign, whole = '', fraction = '', exponent] = DECIMAL.exec(text) ?? []
  if (matched === undefined || whole + fraction === '' || text.length > MOST_DIGITS) return null
  const digits = `${sign === '-' ? '-' : ''}${whole === '' ? '0' : whole}${fraction === '' ? '' : `.${fraction}`}`
  return exponent === undefined ? digits : new Decimal(`${digits}e${exponent}`).toFixed()
}

export const readBigInt = (text: string): bigint | null => (/^[+-]?\d{1,1000}$/.test(text) ? BigInt(text.replace(/^\+/, '')) : null)

export const readDate = (text: string): string | null => (parseDay(text) === null ? null : text)

const UUID = /^[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}$/i
/** Small letters with hyphens. */
export function readUuid(text: string): string | null {
  if (!UUID.test(text)) return null
  return text.toLowerCase().replaceAll('-', '').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

const SECONDS = ['ss.SSS', 'ss']
const TIMES = ['HH:mm:', 'HH:mm'].flatMap((minutes) => (minutes.endsWith(':') ? SECONDS.map((seconds) => minutes + seconds) : [minutes]))
const FORMATS = [...['T', ' '].flatMap((gap) => TIMES.flatMap((time) => [`YYYY-MM-DD${gap}${time}Z`, `YYYY-MM-DD${gap}${time}`])), 'YYYY-MM-DD']

/** An instant with an offset; without one, a time or a day (its first instant) of the project's zone. */
export const readDateTime = (timeZone: string): ReadLiteral => (text) => instantOfText(text.replace(/z$/, 'Z'), { formats: FORMATS, timeZone })
