import type { Entity } from '../../catalog/model.ts'
import { everyQuery, literal } from './expression.ts'
import type { Query, Stage } from './expression.ts'
import type { KeyFields } from './keys.ts'
import { isJoined, storedOf } from './row-scope.ts'

/** The place of a row's key in the batch. */
const KEY_INDEX = '__key'

/**
 * Rows cut per key by the server: the keys as documents, each joined with its own rows, in order and cut. Null where keys
 * are found by a pattern or worked out, which `$lookup` cannot join by.
 */
export function perKeyPipeline(entity: Entity, { batch, forms, operands }: KeyFields, body: readonly Stage[]): { readonly pipeline: readonly Stage[]; readonly keyIndex: string } | null {
  const [first, ...others] = forms
  const isJoinable = forms.every(({ encode, path }) => encode !== null && path !== null && !isJoined(path)) && operands.slice(1).every(({ list }) => !list)
  if (first === undefined || !isJoinable) return null
  const stored = storedOf(entity)
  const isUnwound = stored.unwind !== undefined
  if (isUnwound && operands[0]!.list) return null
  const documents = batch.values.flatMap((key, index) => {
    const values = key.map((part, i) => forms[i]!.encode!(part))
    return values.includes(undefined) ? [] : [{ index, ...Object.fromEntries(values.map((value, i) => [`key${i}`, value])) }]
  })
  const again = isUnwound ? forms.map((form, i) => ({ form, i })) : others.map((form, i) => ({ form, i: i + 1 }))
  const same = everyQuery(again.map(({ form, i }): Query => ({ $expr: { $eq: [form.value, `$$key${i}`] } })))
  const [unwind, rest] = isUnwound ? [body.slice(0, 1), body.slice(1)] : [[], body]
  const pipeline: Stage[] = [
    { $documents: literal(documents) },
    {
      $lookup: {
        from: stored.collection, localField: 'key0', foreignField: first.path,
        ...(again.length === 0 ? {} : { let: Object.fromEntries(again.map(({ i }) => [`key${i}`, `$key${i}`])) }),
        pipeline: [...unwind, ...(again.length === 0 ? [] : [{ $match: same }]), ...rest],
        as: 'row',
      },
    },
    { $unwind: '$row' },
    { $replaceWith: { $mergeObjects: ['$row', { [KEY_INDEX]: '$index' }] } },
  ]
  return { pipeline, keyIndex: KEY_INDEX }
}
