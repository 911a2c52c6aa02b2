import { GraphQLError } from 'graphql'
import { CrossgraphError } from '../errors.ts'

/** Where a bug is told, for a client hears only that there was one. */
export type ReportBug = (error: unknown) => void

/** The one place where failures become GraphQL errors: `extensions {code, hint, source, retryable}` and the error's own figures. */
export function toGraphQLError(error: unknown, reportBug: ReportBug): GraphQLError {
  if (error instanceof GraphQLError) return error
  if (error instanceof CrossgraphError) return new GraphQLError(error.message, { originalError: error, extensions: extensionsOf(error) })
  reportBug(error)
  return new GraphQLError('Something went wrong in the gateway; its log tells more.', { extensions: { code: 'INTERNAL' } })
}

function extensionsOf({ code, hint, source, retryable, details }: CrossgraphError): Record<string, unknown> {
  return { ...details, code, ...(hint === undefined ? {} : { hint }), ...(source === undefined ? {} : { source }), retryable }
}
