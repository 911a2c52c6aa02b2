import type { Column, KeyBatch } from '../../fetch/fetch.ts'
import type { KeysOf } from './keys.ts'
import type { Binder, Binding } from './parameter.ts'

/** A compiled fetch: everything but its values. */
export interface Statement {
  readonly text: string
  /** The prepared statement's, by the text's hash. */
  readonly name: string
  readonly binders: readonly Binder[]
  readonly columns: readonly Column[]
  /** The rows come last first. */
  readonly reversed: boolean
  readonly keysOf?: (keys: KeyBatch) => KeysOf
}

export function bindStatement({ binders }: Statement, binding: Binding): readonly (string | null)[] {
  return binders.map((bind) => bind(binding))
}
