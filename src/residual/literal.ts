import type { Literal, Value } from '../fetch/fetch.ts'

/** A single value: neither NULL nor a list nor an object. */
export const isLiteral = (value: Value): value is Literal => value !== null && typeof value !== 'object'
