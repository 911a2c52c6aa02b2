import { Pool } from 'undici'

/** One request as it goes over the wire, again and again. */
export interface WireRequest {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | null
}

export interface LoadResult {
  readonly requests: number
  readonly seconds: number
  /** Milliseconds, shortest first. */
  readonly latencies: readonly number[]
}

export interface LoadOptions {
  readonly connections: number
  readonly seconds: number
  /** Every answer must be as long as the one that was compared. */
  readonly bytes: number
}

/** So many connections ask for so long, each its next question when it has the answer to the last. */
export async function applyLoad(url: string, request: WireRequest, { connections, seconds, bytes }: LoadOptions): Promise<LoadResult> {
  const pool = new Pool(url, { connections, pipelining: 1 })
  const latencies: number[] = []
  const started = performance.now()
  const end = started + seconds * 1000
  const ask = async (): Promise<void> => {
    for (let asked = performance.now(); asked < end; asked = performance.now()) {
      const found = await measureAnswer(pool, request)
      if (found !== bytes) throw new Error(`${request.path}: an answer of ${found} bytes where ${bytes} were expected`)
      latencies.push(performance.now() - asked)
    }
  }
  await Promise.all(Array.from({ length: connections }, ask))
  const took = (performance.now() - started) / 1000
  await pool.close()
  return { requests: latencies.length, seconds: took, latencies: latencies.sort((a, b) => a - b) }
}

/** The length of an answer, read but not kept. */
function measureAnswer(pool: Pool, request: WireRequest): Promise<number> {
  return new Promise((resolve, reject) => {
    let bytes = 0
    let status = 0
    pool.dispatch({ ...request }, {
      onRequestStart: () => undefined,
      onResponseStart: (_, statusCode) => { status = statusCode },
      onResponseData: (_, chunk) => { bytes += chunk.length },
      onResponseEnd: () => (status === 200 ? resolve(bytes) : reject(new Error(`${request.path}: status ${status}`))),
      onResponseError: (_, error) => reject(error),
    })
  })
}
