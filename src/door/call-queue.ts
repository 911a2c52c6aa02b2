import { bulkhead, BulkheadRejectedError } from 'cockatiel'
import type { CallLimits } from './call-limits.ts'
import type { RequestScope } from './request.ts'
import { sourceOverloaded } from './source-failure.ts'

export type Queue = <Result>(signal: AbortSignal, run: () => Promise<Result>) => Promise<Result>

/**
 * So many calls to a source at once, so many waiting, none for longer than `waitMs`.
 * @throws SOURCE_OVERLOADED
 */
export function createQueue(source: string, { concurrency, queue, waitMs }: CallLimits): Queue {
  const places = bulkhead(concurrency, queue)
  return (signal, run) => {
    if (places.executionSlots > 0) return places.execute(run, signal)
    const waited = new AbortController()
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        waited.abort()
        reject(sourceOverloaded(source, `no place within ${waitMs} ms`))
      }, waitMs)
      const begin = (): ReturnType<typeof run> => {
        clearTimeout(timer)
        return run()
      }
      places.execute(begin, AbortSignal.any([signal, waited.signal])).then(resolve, (error: unknown) => {
        clearTimeout(timer)
        reject(error instanceof BulkheadRejectedError ? sourceOverloaded(source, `${queue} calls are waiting`) : error)
      })
    })
  }
}

/** So many calls of one request at once; the others wait as long as the request does. */
export function createRequestQueue(maxParallel: number | undefined): (scope: RequestScope) => Queue {
  if (maxParallel === undefined) return () => (_, run) => run()
  const queues = new WeakMap<RequestScope, Queue>()
  return (scope) => {
    const known = queues.get(scope)
    if (known !== undefined) return known
    const places = bulkhead(maxParallel, Number.POSITIVE_INFINITY)
    const queue: Queue = (signal, run) => places.execute(run, signal)
    queues.set(scope, queue)
    return queue
  }
}
