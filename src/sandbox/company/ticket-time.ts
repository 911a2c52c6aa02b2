const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** The desk's two ways to write an instant: `2026-10-31 23:59`, and since a later release `31 Oct 2026 23:59:59`. */
export function printOpened(instant: number, toTheSecond: boolean): string {
  const date = new Date(instant)
  const iso = date.toISOString()
  if (!toTheSecond) return `${iso.slice(0, 10)} ${iso.slice(11, 16)}`
  return `${iso.slice(8, 10)} ${MONTHS[date.getUTCMonth()]} ${iso.slice(0, 4)} ${iso.slice(11, 19)}`
}
