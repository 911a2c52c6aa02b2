/** A decimal text with two digits from a number of cents. */
export function toDecimal(cents: number): string {
  return `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`
}

/** Cents from a decimal text with two digits. */
export function toCents(decimal: string): number {
  return Math.round(Number(decimal) * 100)
}
