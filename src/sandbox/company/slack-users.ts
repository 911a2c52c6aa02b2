import type { CustomerRow } from './company.ts'
import type { SlackUserData } from '../slack/workspace.ts'
import type { Story } from './story.ts'
import { latePurchases } from './tickets.ts'
import { createPeople } from './people.ts'
import { createRandom, elementAt } from './random.ts'

export interface SlackPeople {
  readonly staff: readonly SlackUserData[]
  readonly guests: readonly SlackGuest[]
  readonly bots: readonly SlackUserData[]
}

export interface SlackGuest { readonly user: SlackUserData; readonly customerId: number }

const STAFF = 36
const GUESTS = 45
const BOTS = ['deploybot', 'reports', 'ticket-sync', 'review-watch', 'pager']

/** Colleagues, programs, and the customers who are guests of the workspace. */
export function generateSlackPeople(story: Story): SlackPeople {
  const people = createPeople(story.seed + 1)
  const staff = Array.from({ length: STAFF }, (_, index) => colleague(index, people.draw(index).name))
  const bots = BOTS.map((name, index): SlackUserData => ({ id: slackId('B', index), name, real_name: name, is_bot: true, profile: { display_name: name } }))
  return { staff, bots, guests: guestsOf(story) }
}

/** `U0000000A1`, `B…`: one letter for the kind, then a number in base 36. */
function slackId(kind: string, index: number): string {
  return `U${kind}${(index + 1).toString(36).toUpperCase().padStart(8, '0')}`
}

/** Two have left; one keeps the e-mail address to themselves. */
function colleague(index: number, real_name: string): SlackUserData {
  const name = `${real_name.normalize('NFD').replace(/[^A-Za-z]/g, '').toLowerCase().slice(0, 10) || 'colleague'}${index + 1}`
  return {
    id: slackId('S', index), name, real_name, is_bot: false, deleted: index === 20 || index === 30, tz: 'Europe/Berlin',
    profile: { real_name, display_name: index % 4 === 0 ? '' : name, ...(index !== 12 && { email: `${name}@fernweg.example` }) },
  }
}

/** Every third customer with a late parcel, and others by lot; their addresses are written in another letter case now and then. */
function guestsOf(story: Story): SlackGuest[] {
  const random = createRandom(story.seed, 'guests')
  const late = latePurchases(story).filter((_, index) => index % 3 === 0).map(({ customerId }) => customerId)
  const others = random.sample(story.customers.map(({ id }) => id), GUESTS * story.scale)
  const ids = [...new Set([...late, 41, ...others])].slice(0, GUESTS * story.scale)
  return ids.flatMap((customerId, index) => {
    const { name, email } = elementAt(story.customers, customerId - 1)
    return email === null ? [] : [{ customerId, user: guest({ name, email }, index) }]
  })
}

function guest({ name, email }: { readonly name: string; readonly email: string } & Partial<CustomerRow>, index: number): SlackUserData {
  const written = index % 4 === 1 ? email.toUpperCase() : index % 4 === 2 ? email.toLowerCase() : email
  return { id: slackId('G', index), name: `guest${index + 1}`, real_name: name, is_bot: false, is_restricted: true, is_ultra_restricted: true, profile: { real_name: name, display_name: name, email: written } }
}
