import type { Test } from './filter.ts'
import type { Json, JsonObject } from './json.ts'
import type { PayloadIndex } from './payload-index.ts'
import type { PointId } from './point-id.ts'
import type { Spaces, Vectors } from './vector-space.ts'
import { compareIds, idKey } from './point-id.ts'

export interface Point { readonly id: PointId; readonly payload: JsonObject; readonly vectors: Vectors }

/** The points of one collection, in memory. A point is never changed, only replaced. */
export class Collection {
  readonly name: string
  /** The body of the request that created it, with what later requests changed. */
  config: JsonObject
  readonly spaces: Spaces
  readonly indexes = new Map<string, PayloadIndex>()
  readonly #points = new Map<string, Point>()
  #sorted: readonly Point[] | null = null

  constructor(name: string, config: JsonObject, spaces: Spaces) {
    this.name = name
    this.config = config
    this.spaces = spaces
  }

  get size(): number { return this.#points.size }

  get(id: PointId): Point | undefined { return this.#points.get(idKey(id)) }

  /** In the order of their ids: integers, then UUIDs. */
  points(): readonly Point[] { return this.#sorted ??= [...this.#points.values()].toSorted((a, b) => compareIds(a.id, b.id)) }

  matching(test: Test): readonly Point[] { return this.points().filter(test) }

  put(points: readonly Point[]): void {
    for (const point of points) this.#points.set(idKey(point.id), point)
    this.#sorted = null
  }

  remove(points: readonly Point[]): void {
    for (const { id } of points) this.#points.delete(idKey(id))
    this.#sorted = null
  }
}

/** A record as the server prints it; payload and vector are there only when they were asked for. */
export interface Shown { readonly id: PointId; readonly payload?: JsonObject | null; readonly vector?: Json }
