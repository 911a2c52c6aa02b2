import { GraphQLError } from 'graphql'
import { afterAll, beforeAll } from 'vitest'

/**
 * graphql-js leaves the promises of a list's other rows behind when one row fails at once (a null where there must be none):
 * one of them that is rejected later is nobody's. It is an error of a place that is null already; anything else still counts.
 */
export function ignoreErrorsLeftBehind(): void {
  const others = process.listeners('unhandledRejection')
  const ignore = (error: unknown): void => {
    if (!(error instanceof GraphQLError)) throw error
  }
  beforeAll(() => {
    process.removeAllListeners('unhandledRejection').on('unhandledRejection', ignore)
  })
  afterAll(async () => {
    await new Promise(setImmediate)
    process.removeAllListeners('unhandledRejection')
    for (const other of others) process.on('unhandledRejection', other)
  })
}
