import type { KeyType } from '../fetch/fetch.ts'
import type { SourceKind } from '../sources/source.ts'

/** A first SDL of a source before it is text. */
export interface SdlDraft {
  readonly source: string
  readonly kind: SourceKind
  readonly types: readonly TypeDraft[]
  readonly enums: readonly EnumDraft[]
}

export interface TypeDraft {
  readonly name: string
  readonly description?: string | undefined
  /** The arguments of `@entity`; absent for an embedded type. */
  readonly entity?: readonly string[]
  readonly fields: readonly FieldDraft[]
  readonly links: readonly LinkDraft[]
  /** Why the type is written as a comment only. */
  readonly commented?: string
}

export interface FieldDraft {
  readonly name: string
  readonly description?: string | undefined
  /** With `!` and `[ ]`. */
  readonly type: string
  /** The arguments of `@column`, in SDL. */
  readonly column: readonly string[]
  readonly score?: boolean
  /** Said in a comment above the field. */
  readonly remark?: string | undefined
  /** The type of its values as keys, as the declaration tells it: see `endType` of the catalog. */
  readonly keyType: KeyType | 'unknown' | 'none'
}

export interface LinkDraft {
  readonly name: string
  readonly type: string
  readonly on: readonly { readonly local: string; readonly remote: string }[]
  readonly key?: KeyType | undefined
}

export interface EnumDraft {
  readonly name: string
  readonly description?: string | undefined
  readonly values: readonly { readonly name: string; readonly stored: string }[]
}
