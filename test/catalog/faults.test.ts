import { describe, expect, test } from 'vitest'
import { compileCatalog } from '../../src/catalog/compile-catalog.ts'
import { FAULTS } from './faults.ts'
import type { Fault } from './faults.ts'
import { readMarked } from './marked.ts'
import { SETTINGS } from './settings.ts'

/** What a fault's finding looks like in a table: `CODE line:column hint`. */
function findings(sdl: string): string[] {
  const { problems } = compileCatalog([{ file: 'schema/a.graphql', text: sdl }], SETTINGS)
  return problems.map(({ code, place, hint }) => `${code} ${place?.line}:${place?.column} ${hint ?? '-'}`)
}

describe.each(Object.entries(FAULTS))('%s', (_, faults: readonly Fault[]) => {
  test.each(faults)('$name', ({ sdl, code, hint }) => {
    const { text, places } = readMarked(sdl)
    expect(places).not.toEqual([])
    expect(findings(text)).toEqual(places.map((place) => `${code} ${place} ${hint ?? '-'}`))
    const { catalog, problems } = compileCatalog([{ file: 'schema/a.graphql', text }], SETTINGS)
    expect(catalog).toBeNull()
    expect(problems[0]?.place?.file).toBe('schema/a.graphql')
  })
})

test.each(Object.values(FAULTS).flat().filter(({ message }) => message !== undefined))('$message', ({ sdl, message }) => {
  const { problems } = compileCatalog([{ file: 'schema/a.graphql', text: readMarked(sdl).text }], SETTINGS)
  expect(problems.map((problem) => problem.message)).toEqual([message])
})
