import type { Iterator } from 'mingo/lazy'
import type { Options } from 'mingo/types'
import { isDocument } from '../values/document.ts'
import type { Document } from '../values/document.ts'

/** How mingo calls a stage: rows so far, the stage's operand as checked, the options with variables in scope. */
export type Stage = (rows: Iterator, operand: unknown, options: Options) => Iterator
export type Stages = Readonly<Record<`$${string}`, Stage>>

/** What a pipeline may reach: the collections of its database, by name. */
export interface Reach {
  readonly rows: (collection: string) => Iterable<Document>
  /** Rows whose value at the path equals (or has an element that equals) one of the values. */
  readonly rowsWith: (collection: string, path: string, values: readonly unknown[]) => Iterable<Document>
}

/** The variables a nested pipeline starts with: those in scope here, and its own. */
export function variablesIn(options: Options, own: Document = {}): Document {
  const local = 'local' in options && isDocument(options.local) ? options.local['variables'] : undefined
  return { ...options.variables, ...(isDocument(local) ? local : {}), ...own }
}
