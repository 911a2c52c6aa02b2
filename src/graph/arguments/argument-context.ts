import type { Catalog } from '../../catalog/model.ts'
import type { Source } from '../../sources/source.ts'

/** What reading arguments needs to know besides them: pure, one for a whole graph. */
export interface ArgumentContext {
  readonly catalog: Catalog
  /** By name; asked whether a key can be compared with what is stored. */
  readonly sources: ReadonlyMap<string, Pick<Source, 'keyProblem'>>
  /** Most rows of a list without `limit`. */
  readonly resultLimit: number
}

/** Arguments and input objects after GraphQL coerced them: scalars are canonical Literals. */
export type InputObject = Readonly<Record<string, unknown>>

export const isInputObject = (value: unknown): value is InputObject => typeof value === 'object' && value !== null && !Array.isArray(value)
export const isGiven = (value: unknown): boolean => value !== undefined && value !== null
