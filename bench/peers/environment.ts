import { invariant } from '../../src/errors.ts'

/** What the benchmark tells each contender. */
export interface PeerEnvironment {
  readonly postgresUri: string
  /** Empty when the tickets are not asked for. */
  readonly mongodbUri: string
  /** Connections to each database. */
  readonly poolSize: number
}

export function readEnvironment(): PeerEnvironment {
  const { POSTGRES_URI, MONGODB_URI = '', BENCH_POOL } = process.env
  invariant(POSTGRES_URI !== undefined && BENCH_POOL !== undefined, 'the benchmark starts its peers with POSTGRES_URI and BENCH_POOL')
  return { postgresUri: POSTGRES_URI, mongodbUri: MONGODB_URI, poolSize: Number(BENCH_POOL) }
}
