import { setTimeout as sleep } from 'node:timers/promises'
import { CrossgraphError } from '../errors.ts'
import type { Health, Source } from '../sources/source.ts'

const FRESH_MS = 1_000
const PATIENCE_MS = 1_000

/** How a source is, asked at most once a second however many ask, and never waited for longer than a second. */
export function createProbe(source: Source): () => Promise<Health> {
  let asked = Number.NEGATIVE_INFINITY
  let answer: Promise<Health> | null = null
  return () => {
    if (answer === null || performance.now() - asked > FRESH_MS) {
      asked = performance.now()
      answer = probe(source)
    }
    return answer
  }
}

async function probe(source: Source): Promise<Health> {
  const patience = new AbortController()
  const late = sleep(PATIENCE_MS, undefined, { signal: patience.signal }).then((): Health => ({ status: 'down', code: 'SOURCE_TIMEOUT' }), () => ({ status: 'down' }) as const)
  try {
    return await Promise.race([source.health(), late])
  } catch (error) {
    return { status: 'down', code: error instanceof CrossgraphError ? error.code : 'SOURCE_UNAVAILABLE' }
  } finally {
    patience.abort()
  }
}
