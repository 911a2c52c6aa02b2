import { CrossgraphError } from '../errors.ts'

/** 0 done · 1 it ran and the answer is no · 2 usage or configuration · 130 interrupted. */
export type ExitCode = 0 | 1 | 2 | 130

const CONFIGURATION = /^(CONFIG|SCHEMA)_/

export const exitCodeOf = (error: unknown): ExitCode => (error instanceof CrossgraphError && CONFIGURATION.test(error.code) ? 2 : 1)
