import pluralize from 'pluralize'

/** The words of a stored name: `order_no`, `orderNo` and `Order No` are `order`, `no`. Only what GraphQL allows is kept. */
function wordsOf(name: string): readonly string[] {
  const ascii = name.normalize('NFKD').replaceAll(/\p{M}/gu, '')
  return ascii.replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2').replaceAll(/([A-Z]+)([A-Z][a-z])/g, '$1 $2').match(/[A-Za-z0-9]+/g) ?? []
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase()

/** A name may not begin with a digit, nor be empty. */
const asName = (text: string, fallback: string): string => (text === '' ? fallback : /^\d/.test(text) ? `_${text}` : text)

/** `order_items` → `OrderItem`. */
export function typeName(stored: string): string {
  const words = wordsOf(stored)
  return asName([...words.slice(0, -1), ...words.slice(-1).map((word) => pluralize.singular(word))].map(capital).join(''), 'Thing')
}

/** `tier_kind` → `TierKind`, without touching its number. */
export const enumName = (stored: string): string => asName(wordsOf(stored).map(capital).join(''), 'Choice')

/** `created_at` → `createdAt`; a name that is one already stays. */
export function fieldName(stored: string): string {
  if (/^[a-z][A-Za-z0-9]*$/.test(stored)) return stored
  return asName(wordsOf(stored).map((word, i) => (i === 0 ? word.toLowerCase() : capital(word))).join(''), 'field')
}

/** A stored value that is a GraphQL name stays, another becomes `IN_PROGRESS`. */
export function valueName(stored: string): string {
  const isName = /^[A-Za-z_]\w*$/.test(stored) && !stored.startsWith('__') && !['true', 'false', 'null'].includes(stored)
  return isName ? stored : asName(wordsOf(stored).join('_').toUpperCase(), 'EMPTY')
}

/** Gives each name once: a second `user` is `user2`. */
export class NamePool {
  readonly #taken: Set<string>

  constructor(taken: Iterable<string> = []) {
    this.#taken = new Set(taken)
  }

  /** The first of `name`, `name2`, … for which everything in `also` is free too; all of these are taken then. */
  take(name: string, also: (name: string) => readonly string[] = (free) => [free]): string {
    for (let n = 1; ; n++) {
      const candidate = n === 1 ? name : `${name}${n}`
      const wanted = also(candidate)
      if (wanted.some((other) => this.#taken.has(other))) continue
      for (const other of wanted) this.#taken.add(other)
      return candidate
    }
  }
}
