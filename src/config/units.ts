const MILLISECONDS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const
const BYTES = { B: 1, kB: 1_000, KB: 1_000, MB: 1_000_000, GB: 1_000_000_000 } as const

const isUnitOf = <T extends object>(units: T, unit: string): unit is keyof T & string => Object.hasOwn(units, unit)

/** Milliseconds of `500ms`, `3s`, `15m`, `"3"` or 3 (seconds). The form was checked against the schema. */
export function parseDuration(value: string | number): number {
  const { amount, unit } = splitUnit(value)
  return Math.round(amount * (isUnitOf(MILLISECONDS, unit) ? MILLISECONDS[unit] : MILLISECONDS.s))
}

/** Bytes of `512kB`, `8MB`, `"100"` or 100. The form was checked against the schema. */
export function parseBytes(value: string | number): number {
  const { amount, unit } = splitUnit(value)
  return Math.round(amount * (isUnitOf(BYTES, unit) ? BYTES[unit] : BYTES.B))
}

function splitUnit(value: string | number): { amount: number; unit: string } {
  const text = String(value)
  const amount = Number.parseFloat(text)
  return { amount, unit: text.replace(/^[\d.\s]+/, '') }
}
