import type { Faker, LocaleDefinition } from '@faker-js/faker'
import { ar, de, el, es, fr, it, ja, pl, ru, sv, uk } from '@faker-js/faker'
import type { Random } from './random.ts'
import { createFaker, createRandom, elementAt } from './random.ts'

export interface Person { readonly name: string; readonly email: string; readonly country: string | null }

/** Countries by how many customers live there, with the language of their names. */
const COUNTRIES: readonly (readonly [country: string, weight: number, locale: LocaleDefinition | null])[] = [
  ['DE', 24, de], ['FR', 12, fr], ['GB', 11, null], ['US', 10, null], ['IT', 7, it], ['ES', 6, es], ['AT', 5, de], ['CH', 5, de], ['SE', 4, sv], ['PL', 4, pl],
  ['JP', 4, ja], ['UA', 2, uk], ['RS', 2, ru], ['AE', 2, ar], ['GR', 2, el],
]

/** Names that are hard on somebody: scripts, combining marks, quotes, wildcards of LIKE, letters that fold oddly. */
const HARD_NAMES = [
  'Jörg Weiß', 'Zoe\u0308 Mu\u0308ller', 'İpek Aydın', '李雷', 'Łukasz Nowak', 'O’Neil "Q" Shaw', "Siobhán O'Brien", 'Back\\slash GmbH', 'Wolle 100% Merino KG', 'under_score Outdoor',
  'ﬀ Ligature Ltd', '🚀 Rocket Hiking Club', 'محمد عبد الله', 'Дмитро Шевченко', '山田 花子', 'Ada Okafor', 'ada okafor', 'Ada Okafor', 'Robert\'); DROP TABLE customers;--', 'Ὀδυσσεύς',
]
const MAIL_HOSTS = ['mail.example', 'post.example', 'example.com', 'example.org', 'inbox.example', 'alpenverein.example']

/** Draws customers one after the other; every e-mail address is another. */
export function createPeople(seed: number): { draw(index: number): Person } {
  const random = createRandom(seed, 'people')
  const fakers = new Map<LocaleDefinition | null, Faker>()
  const speak = (locale: LocaleDefinition | null): Faker => {
    const faker = fakers.get(locale) ?? createFaker(seed + fakers.size, locale === null ? [] : [locale])
    fakers.set(locale, faker)
    return faker
  }
  return { draw: (index) => drawPerson(random, speak, index) }
}

function drawPerson(random: Random, speak: (locale: LocaleDefinition | null) => Faker, index: number): Person {
  const [country, , locale] = random.weighted(COUNTRIES.map((entry) => [entry, entry[1]] as const))
  const faker = speak(locale)
  const isHard = index % 25 === 11
  const name = isHard ? elementAt(HARD_NAMES, Math.floor(index / 25) % HARD_NAMES.length) : `${faker.person.firstName()} ${faker.person.lastName()}`
  return { name, email: `${localPart(name, index)}@${random.pick(MAIL_HOSTS)}`, country: random.chance(0.04) ? null : country }
}

/** Latin letters of the name and the customer's number. */
function localPart(name: string, index: number): string {
  const latin = name.normalize('NFD').replace(/ß/g, 'ss').replace(/[^A-Za-z ]/g, '').trim().toLowerCase().replace(/ +/g, '.')
  return `${latin === '' ? 'guest' : latin}${index + 1}`
}
