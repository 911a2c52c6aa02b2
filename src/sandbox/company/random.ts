import { type Faker, Faker as FakerClass, base, en, type LocaleDefinition } from '@faker-js/faker'

/** Seeded chance: the same seed gives the same sequence on every machine. */
export interface Random {
  readonly faker: Faker
  /** A whole number from 0 to `below` - 1. */
  int(below: number): number
  /** A whole number, both ends included. */
  between(least: number, most: number): number
  /** True with the given probability. */
  chance(probability: number): boolean
  pick<T>(list: readonly T[]): T
  /** One of the values; a value of weight 2 comes twice as often as one of weight 1. */
  weighted<T>(choices: readonly (readonly [value: T, weight: number])[]): T
  /** `count` different elements, or all there are, in a random order. */
  sample<T>(list: readonly T[], count: number): T[]
}

const REFERENCE_DATE = '2026-11-01T00:00:00.000Z'

/** A sequence of its own for each `part`, so that a change to one part of the company leaves the others alone. */
export function createRandom(seed: number, part: string): Random {
  const faker = createFaker(hashText(part, seed), [])
  const int = (below: number): number => faker.number.int({ min: 0, max: below - 1 })
  return {
    faker,
    int,
    between: (least, most) => faker.number.int({ min: least, max: most }),
    chance: (probability) => faker.number.float({ min: 0, max: 1 }) < probability,
    pick: (list) => elementAt(list, int(list.length)),
    weighted: (choices) => faker.helpers.weightedArrayElement(choices.filter(([, weight]) => weight > 0).map(([value, weight]) => ({ value, weight }))),
    sample: (list, count) => faker.helpers.arrayElements([...list], Math.min(count, list.length)),
  }
}

/** A faker that speaks a locale and falls back to English. */
export function createFaker(seed: number, locale: readonly LocaleDefinition[]): Faker {
  const faker = new FakerClass({ locale: [...locale, en, base], seed })
  faker.setDefaultRefDate(REFERENCE_DATE)
  return faker
}

/** The element, or a bug: an index outside of the list. */
export function elementAt<T>(list: readonly T[], index: number): T {
  if (index < 0 || index >= list.length) throw new Error(`invariant: no element ${index} of ${list.length}`)
  return list[index] as T
}

/** FNV-1a, 32 bits. */
function hashText(text: string, start: number): number {
  let hash = (0x811c9dc5 ^ start) >>> 0
  for (const char of text) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193) >>> 0
  return hash
}
