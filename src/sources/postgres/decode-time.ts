import { decoderOf } from './decode.ts'
import type { Decoder, Misfit } from './decode.ts'

/** `2026-10-01 12:34:56`, before a fraction and the zone. */
const SECONDS = 19
/** `2026-10-01 12:34:56+00` */
const WHOLE_SECONDS = 22
/** `+00`: sessions run in UTC. */
const ZONE = 3

/**
 * `2026-10-01 12:34:56.5+00` as `2026-10-01T12:34:56.500Z`, with six decimals where microseconds are stored. Years before
 * Christ or after 9999 and the infinities are no DateTime.
 */
function readInstant(text: string, misfit: Misfit): string {
  if (text.length === WHOLE_SECONDS && text.endsWith('+00')) return `${text.slice(0, 10)}T${text.slice(11, SECONDS)}.000Z`
  if (text.charCodeAt(10) !== 0x20 || !text.endsWith('+00')) return misfit()
  const fraction = text.slice(SECONDS + 1, -ZONE)
  return `${text.slice(0, 10)}T${text.slice(11, SECONDS)}.${fraction.padEnd(fraction.length > 3 ? 6 : 3, '0')}Z`
}

export function instantDecoder(misfit: Misfit): Decoder {
  return decoderOf((text) => readInstant(text, misfit), (text) => `"${readInstant(text, misfit)}"`)
}

/** `timestamp` without a zone, in a project whose zone is UTC. */
export function localInstantDecoder(misfit: Misfit): Decoder {
  const read = (text: string): string => readInstant(`${text}+00`, misfit)
  return decoderOf(read, (text) => `"${read(text)}"`)
}

const DAY = /^\d{4}-\d\d-\d\d$/

/** A day never shifts; `infinity` and days beyond four-digit years are none. */
export function dayDecoder(misfit: Misfit): Decoder {
  const read = (text: string): string => (DAY.test(text) ? text : misfit())
  return decoderOf(read, (text) => `"${read(text)}"`)
}
