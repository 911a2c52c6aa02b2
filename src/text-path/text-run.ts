import type { Rows } from '../fetch/fetch.ts'
import type { FetchPlan } from '../graph/levels/level.ts'
import type { GraphContext, KeyRequest, Match } from '../graph/resolve/graph-context.ts'
import type { Row } from '../graph/resolve/row-node.ts'
import { KeyBatch } from './key-batch.ts'
import type { TextLevel } from './text-level.ts'

/** Rows of one answer. */
export interface Block {
  readonly rows: Rows
  readonly found: readonly Row[]
  /** The call that brought them; null when calls are not noted. */
  readonly call: number | null
}

/** One operation on its way. It shares the request's context with the ordinary path, so that nothing is fetched twice. */
export interface TextRun {
  readonly context: GraphContext
  /** Whether connections stand below rows; they ask by themselves. */
  readonly hasConnections: boolean
  /** By shape. */
  readonly batches: Map<string, KeyBatch>
  /** What stands in the place of a level in each row's object, in the order of the rows. Here, for rows hold levels and levels hold rows. */
  readonly readLevel: (run: TextRun, level: TextLevel, block: Block) => Promise<readonly string[]>
}

/** What a shape's fetch finds for keys. */
export async function loadKeys(run: TextRun, plan: FetchPlan, requests: ReadonlyMap<string, KeyRequest>): Promise<readonly Match[]> {
  const batch = batchOf(run, plan)
  await (run.hasConnections ? batch.loadBesideConnections(requests.values()) : batch.load(requests.values()))
  return Array.from(requests.keys(), (joined) => batch.match(joined))
}

function batchOf({ context, batches }: TextRun, plan: FetchPlan): KeyBatch {
  const known = batches.get(plan.shape)
  if (known !== undefined) return known
  const batch = new KeyBatch(context, plan)
  batches.set(plan.shape, batch)
  return batch
}

/** Makes what was fetched, and what failed, known to the ordinary path. */
export function handOver({ batches }: TextRun): void {
  for (const batch of batches.values()) batch.handOver()
}

/** All results, or the first failure, but not before everything has come to its end: what is fetched after that is asked for by another. */
export async function settleAll<Result>(work: readonly Promise<Result>[]): Promise<readonly Result[]> {
  const settled = await Promise.allSettled(work)
  return settled.map((outcome) => {
    if (outcome.status === 'rejected') throw outcome.reason
    return outcome.value
  })
}
