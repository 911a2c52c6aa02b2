import type { Decoder } from './decode.ts'

/** One column of a grouped answer: a term or a measure. */
export interface GroupOutput {
  readonly as: string
  readonly sql: string
  readonly decode: Decoder
  /** What it is ordered by, where that is not the value itself (enums by declaration). */
  readonly order?: string
  readonly nullable: boolean
}
