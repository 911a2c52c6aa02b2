import { invariant } from '../../errors.ts'
import type { Level } from '../levels/level.ts'
import type { GraphContext } from './graph-context.ts'
import { memoryConnection } from './memory-connection.ts'
import { pushedConnection } from './pushed-connection.ts'
import { reachFrom } from './read-matches.ts'
import { resolveAggregate } from './resolve-aggregate.ts'
import { resolveByKey, resolveList, resolveOne } from './resolve-rows.ts'
import type { RowNode } from './row-node.ts'

/** What a field of a level is, below a row or (null) at the root. */
export function resolveLevel(context: GraphContext, level: Level, node: RowNode | null): unknown {
  switch (level.kind) {
    case 'broken': throw level.error
    case 'byKey': return resolveByKey(context, level)
    case 'list': return resolveList(context, level, node)
    case 'aggregate': return resolveAggregate(context, level, node)
    case 'one':
      invariant(node !== null, 'a to-one link starts from a row')
      return resolveOne(context, level, node)
    case 'connection': {
      const at = { context, level, reach: reachFrom(context, level, node) }
      return level.inMemory ? memoryConnection(at) : pushedConnection(at)
    }
  }
}
