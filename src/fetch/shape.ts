import type { Fetch } from './fetch.ts'

/**
 * The identity of a fetch without its batch of keys, as canonical JSON: a loader's, a cache's, a plan's stage. Two fetches
 * of one shape can be one native call. It takes the fetch as it stands; `normaliseFetch` makes those that mean the same
 * look the same.
 */
export function fetchShape(fetch: Fetch): string {
  if (fetch.keys === undefined) return canonicalJson(fetch)
  return canonicalJson({ ...fetch, keys: { fields: fetch.keys.fields, types: fetch.keys.types } })
}

/** JSON with sorted names; a bigint is a number of all its digits, an absent value is left out. */
export function canonicalJson(value: unknown): string {
  if (typeof value === 'bigint') return String(value)
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined)
  entries.sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([name, inner]) => `${JSON.stringify(name)}:${canonicalJson(inner)}`).join(',')}}`
}
