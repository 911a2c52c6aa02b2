import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { translateRegex } from '../../src/sources/postgres/regex.ts'
import { openDatabase } from './database.ts'
import type { TestDatabase } from './database.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await openDatabase()
})
afterAll(() => database.close())

/** Patterns that must mean the same in both engines. */
const SAME = ['#(\\d+)', '^\\w+', 'a?a?b', '[a-c]+x*', '\\bab\\b', '(a*)(b*)', '[^ab]+', '.+b', 'SO-\\d{4}-(\\d{1,3})', '(?:ab)c?', '[\\d-]+', '(?<year>\\d\\d)-\\d\\d', 'a$', '\\.\\/', '\\s+b', '[a-z]{2,}', '\\W', '[^\\d\\s]+']
/** Patterns for which PostgreSQL's longest match, or its other syntax, may differ. */
const NOT_SAME = ['a|ab', '(ab)+', 'a+?', '(?=a)b', '(?<!a)b', '(a)\\1', '\\p{L}', '\\u0041', '(?:a)*', 'a{2}?', '[[:alpha:]]', '\\x41', '\\cA', 'a**']

describe('JavaScript\'s regular expressions', () => {
  it.each(NOT_SAME)('%s stays with JavaScript', (regex) => {
    expect(translateRegex(regex)).toBeNull()
  })

  const texts = fc.array(fc.constantFrom('a', 'b', 'c', 'ab', '#1', '12', '-', ' ', '.', '/', 'x', 'é', '_', '\n', 'SO-2024-07', 'Z', '😀'), { maxLength: 7 }).map((parts) => parts.join(''))

  it.each(SAME)('%s finds the same in PostgreSQL', async (regex) => {
    const translated = translateRegex(regex)
    expect(translated).not.toBeNull()
    const samples = fc.sample(texts, 150)
    const rows = await database.sql(`SELECT ARRAY(SELECT m[1] FROM regexp_matches(text, $2, 'g') AS m) AS found FROM unnest($1::text[]) WITH ORDINALITY AS s(text, place) ORDER BY place`, [samples, `(${translated!.pattern})`])
    const matches = (text: string) => [...text.matchAll(new RegExp(regex, 'gu'))].map(([match]) => match)
    expect(rows.map(({ found }) => found)).toEqual(samples.map(matches))
  })
})
