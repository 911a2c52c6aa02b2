import type { AggregateName } from '../../fetch/fetch.ts'
import { COUNT, measureName } from '../levels/compile-aggregate.ts'
import type { Resolver } from './guard.ts'
import { guard } from './guard.ts'
import type { AggregateNode } from './resolve-aggregate.ts'
import { readMeasure } from './resolve-aggregate.ts'

/** `sum { … }` of an aggregate: the same group, seen through one function. */
interface AggregatePart { readonly node: AggregateNode; readonly aggregate: AggregateName }

const part = (aggregate: AggregateName) => (node: AggregateNode): AggregatePart => ({ node, aggregate })

export const AGGREGATE_PARTS = { sum: part('sum'), avg: part('avg'), min: part('min'), max: part('max') }

export const countResolver: Resolver<AggregateNode> = guard((node, context) => readMeasure(context, node, COUNT.as))

export const partResolver = (field: string): Resolver<AggregatePart> =>
  guard(({ node, aggregate }, context) => readMeasure(context, node, measureName(aggregate, field)))
