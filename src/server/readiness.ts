import type { Health } from '../sources/source.ts'

export type ServingState = 'starting' | 'ready' | 'draining'

/** What `/health/ready` says; `degraded` while a source is down. */
export interface Readiness { readonly httpStatus: 200 | 503; readonly body: { readonly status: ServingState | 'degraded'; readonly sources: Readonly<Record<string, Health>> } }

/** 503 while starting or draining, and while a required source is down; else 200. */
export function describeReadiness(state: ServingState, sources: Readonly<Record<string, Health>>, required: readonly string[]): Readiness {
  const isDown = (name: string): boolean => sources[name]?.status !== 'up'
  const degraded = Object.keys(sources).some(isDown)
  const status = state === 'ready' && degraded ? 'degraded' : state
  const serving = state === 'ready' && !required.some(isDown)
  return { httpStatus: serving ? 200 : 503, body: { status, sources } }
}
