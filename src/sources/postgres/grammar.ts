import type { Grammar } from './compilation.ts'
import { joinLink } from './link-join.ts'
import { predicateSql } from './predicate.ts'

/** The two halves of the language that refer to each other. */
export const GRAMMAR: Grammar = { predicateSql, joinLink }
