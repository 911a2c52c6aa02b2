import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { joinPath, splitPath } from '../../src/catalog/stored-path.ts'

test.each([
  ['a', ['a']], ['a.b.c', ['a', 'b', 'c']], ['a\\.b.c', ['a.b', 'c']], ['a\\\\.b', ['a\\', 'b']], ['a b', ['a b']],
  ['', null], ['.', null], ['a.', null], ['.a', null], ['a..b', null], ['a\\', null],
])('%j is %j', (text, steps) => {
  expect(splitPath(text)).toEqual(steps)
})

test('what is joined is taken apart again, whatever the names hold', () => {
  fc.assert(fc.property(fc.array(fc.string({ minLength: 1, unit: fc.constantFrom('a', '.', '\\', ' ', '"', '\n') }), { minLength: 1 }), (steps) => {
    expect(splitPath(joinPath(steps))).toEqual(steps)
  }))
})
