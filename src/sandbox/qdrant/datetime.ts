/** The texts that the real server reads as an instant: RFC 3339, or without a zone (then UTC), without seconds, or a day alone. */
const INSTANT = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?\s?(Z|[+-]\d\d(?::?\d\d)?)?)?$/i

/** Microseconds since 1970, or null for a text that is no instant. */
export function readInstant(text: string): bigint | null {
  const parts = INSTANT.exec(text)
  if (parts === null) return null
  const [, day, minutes = '00:00', seconds = '00', fraction = '', zone = 'Z'] = parts
  const milliseconds = Date.parse(`${day}T${minutes}:${seconds}${fullZone(zone)}`)
  // Days that the calendar lacks (`02-30`) would be moved on silently.
  if (Number.isNaN(milliseconds) || Number.isNaN(Date.parse(`${day}T00:00:00Z`)) || !new Date(`${day}T00:00:00Z`).toISOString().startsWith(day!)) return null
  return BigInt(milliseconds) * 1000n + BigInt(fraction.padEnd(6, '0').slice(0, 6))
}

function fullZone(zone: string): string {
  if (zone.toUpperCase() === 'Z') return 'Z'
  const digits = zone.slice(1).replace(':', '').padEnd(4, '0')
  return `${zone[0]}${digits.slice(0, 2)}:${digits.slice(2)}`
}
