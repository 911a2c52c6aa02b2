import { CrossgraphError } from '../../errors.ts'

/** Throws SOURCE_VALUE for a stored value that is none of the field's type; the value itself is not told. */
export type Misfit = (hint?: string) => never

export function misfitOf(source: string, label: string, type: string): Misfit {
  return (hint) => {
    throw new CrossgraphError('SOURCE_VALUE', `${label} holds a value that is no ${type}`, { source, hint, details: { field: label, type } })
  }
}
