import type { CustomerRow } from './company.ts'
import type { Random } from './random.ts'
import { BORDER_INSTANTS, DAY_MS, END_INSTANT, FIRST_INSTANT, drawInstant, toIso } from './calendar.ts'
import { createPeople } from './people.ts'
import { createRandom } from './random.ts'

/** The customer with 400 orders. */
export const BIG_CUSTOMER_ID = 7

/** Nobody ever heard of these again after they signed up. */
export const isSilent = (customerId: number): boolean => customerId % 25 === 0

const OLD_SHOP = 40

/** 500 customers for each unit of scale, in the order in which they signed up. */
export function generateCustomers(seed: number, scale: number): CustomerRow[] {
  const random = createRandom(seed, 'customers')
  const people = createPeople(seed)
  const instants = drawSignUps(random, 500 * scale)
  return instants.map((created_at, index) => {
    const person = people.draw(index)
    return { id: index + 1, ...person, tier: drawTier(random), ...oddities(random, index + 1, person.email), created_at }
  })
}

/** The first 40 came over from an old shop at the same instant; every twelfth signed up when a period turned. */
function drawSignUps(random: Random, count: number): string[] {
  const later = Array.from({ length: count - OLD_SHOP }, (_, index) => (index % 12 === 5 ? random.pick(BORDER_INSTANTS) : drawSignUp(random)))
  const sorted = later.map((instant) => ({ instant, order: Date.parse(instant) })).toSorted((a, b) => a.order - b.order)
  return [...Array.from({ length: OLD_SHOP }, () => toIso(FIRST_INSTANT)), ...sorted.map(({ instant }) => instant)]
}

/** Early customers are more than late ones. */
function drawSignUp(random: Random): string {
  const to = random.chance(0.6) ? FIRST_INSTANT + 365 * DAY_MS : END_INSTANT
  return toIso(drawInstant(random, FIRST_INSTANT, to))
}

const drawTier = (random: Random): CustomerRow['tier'] => random.weighted([['free', 70], ['pro', 23], ['enterprise', 7]])

function oddities(random: Random, id: number, email: string): Partial<CustomerRow> {
  if (id === BIG_CUSTOMER_ID) return { name: 'Alpenglück Expeditionen GmbH', email: 'einkauf@alpenglueck.example', country: 'AT', tier: 'enterprise' }
  if (random.chance(0.03)) return { email: null }
  return random.chance(0.06) ? { email: email.toUpperCase() } : {}
}
