import { expect, test } from 'vitest'
import { reverseMatch, rewriteKey } from '../../src/fetch/key-pattern.ts'

test.each([
  ['businessref_{n}', 'businessid_{n}', 'businessref_7', 'businessid_7'],
  ['{a}-{b}', '{b}/{a}', '1-2', '2/1'],
  ['a.b({n})', '{n}', 'a.b(x)', 'x'],
  ['a.b({n})', '{n}', 'axb(x)', null],
  ['ref_{n}', 'id_{n}', 'ref_', null],
  ['ref_{n}', 'id_{n}', 'ref_$&', 'id_$&'],
])('by %s ↔ %s, %s is %s', (from, to, local, remote) => expect(rewriteKey({ from, to }, local)).toBe(remote))

test('a pattern of one part is turned round; one that loses a part, or may be taken apart in two ways, is not', () => {
  expect(reverseMatch({ from: 'ref_{n}', to: 'id_{n}' })).toEqual({ from: 'id_{n}', to: 'ref_{n}' })
  expect(reverseMatch({ from: '{a}-{b}', to: '{a}' })).toBeNull()
})
