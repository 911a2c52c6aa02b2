import type { Random } from './random.ts'

/** An e-mail address as people write it in Slack: mostly a link that Slack made of it, in this letter case or that. */
export function nameCustomer(random: Random, email: string | null): string {
  if (email === null) return 'somebody without an address'
  const written = random.weighted([[email, 8], [email.toUpperCase(), 1], [email.toLowerCase(), 2]])
  return random.chance(0.65) ? `<mailto:${written}|${written}>` : written
}
