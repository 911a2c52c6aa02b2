import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api'
import { CrossgraphError } from '../../errors.ts'

/** Slack's own codes for trouble on its side; the same call may succeed a moment later. */
const PASSING = new Set(['internal_error', 'fatal_error', 'request_timeout', 'service_unavailable', 'team_added_to_org', 'ratelimited', 'accesslimited'])

/** What the driver threw as one of the SOURCE_ errors. Neither token nor text of a request is in it. */
export function sourceError(source: string, method: string, error: unknown): CrossgraphError {
  if (error instanceof CrossgraphError) return error
  if (error instanceof WebAPIPlatformError) return refusal(source, method, error.data.error)
  if (error instanceof WebAPIHTTPError) {
    return new CrossgraphError(error.statusCode >= 500 ? 'SOURCE_UNAVAILABLE' : 'SOURCE_REJECTED', `Slack answered ${method} with HTTP ${error.statusCode}`, { source, retryable: error.statusCode >= 500 })
  }
  if (error instanceof WebAPIRateLimitedError) return new CrossgraphError('SOURCE_OVERLOADED', `Slack limits the rate of ${method}`, { source, retryable: true, details: { retryAfter: error.retryAfter } })
  if (error instanceof WebAPIRequestError && error.original.name === 'TimeoutError') return new CrossgraphError('SOURCE_TIMEOUT', `Slack did not answer ${method} in time`, { source, retryable: true })
  return new CrossgraphError('SOURCE_UNAVAILABLE', `Slack could not be reached for ${method}`, { source, retryable: true })
}

function refusal(source: string, method: string, slackError: string): CrossgraphError {
  const passing = PASSING.has(slackError)
  return new CrossgraphError(passing ? 'SOURCE_UNAVAILABLE' : 'SOURCE_REJECTED', `Slack refused ${method}: ${slackError}`, {
    source, retryable: passing, details: { slackError }, ...(slackError === 'missing_scope' ? { hint: 'Give the token the scope that this method needs' } : {}),
  })
}

/** Slack's own code inside an error, where Slack said no. */
export const slackErrorOf = (error: unknown): string | null => {
  const code = error instanceof CrossgraphError ? error.details['slackError'] : undefined
  return typeof code === 'string' ? code : null
}
