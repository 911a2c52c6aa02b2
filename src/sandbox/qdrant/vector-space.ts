import type { Json, JsonObject } from './json.ts'
import { formatError, notInSandbox, validationError, wrongInput } from './failure.ts'
import { isArray } from './json.ts'
import { readArray, readNumber, readObject } from './read-body.ts'

/** One vector of each point: how long it is and how two are compared. The name of the default vector is empty. */
export interface VectorSpace { readonly name: string; readonly size: number; readonly distance: Distance }

const DISTANCES = ['Cosine', 'Dot', 'Euclid', 'Manhattan'] as const
export type Distance = typeof DISTANCES[number]
/** Stored as the real server stores them: four bytes a number, of length 1 where the distance is Cosine. */
export type Vector = Float32Array
export type Vectors = ReadonlyMap<string, Vector>
export type Spaces = ReadonlyMap<string, VectorSpace>

/** `{size, distance}` for the default vector, or an object of them by name. */
export function readSpaces(value: Json | undefined): Spaces {
  const params = readObject(value ?? {}, 'vectors')
  const named: readonly (readonly [string, Json])[] = 'size' in params ? [['', params]] : Object.entries(params)
  return new Map(named.map(([name, space]) => [name, readSpace(name, readObject(space, 'vectors'))]))
}

function readSpace(name: string, params: JsonObject): VectorSpace {
  const distance = DISTANCES.find((known) => known === params['distance'])
  if (distance === undefined) throw formatError(`unknown variant \`${String(params['distance'])}\`, expected one of \`${DISTANCES.join('`, `')}\``)
  if (params['multivector_config'] !== undefined) throw notInSandbox('a multivector')
  const size = readNumber(params['size'], 'size')
  if (!Number.isInteger(size) || size < 1 || size > 65_536) throw validationError(`vectors.size: value ${size} invalid, must be from 1 to 65536`)
  return { name, size, distance }
}

/** The vectors of one point to be stored: a list for the default vector, an object by name, or none. */
export function readVectors(spaces: Spaces, value: Json | undefined): Vectors {
  if (value === undefined || value === null) return new Map()
  const named = isArray(value) ? [['', value] as const] : Object.entries(readObject(value, 'vector'))
  return new Map(named.map(([name, vector]) => [name, readVector(spaceOf(spaces, name), vector)]))
}

export function spaceOf(spaces: Spaces, name: string): VectorSpace {
  const space = spaces.get(name)
  if (space === undefined) throw wrongInput(`Not existing vector name error: ${name}`)
  return space
}

export function readVector(space: VectorSpace, value: Json | undefined): Vector {
  const vector = Float32Array.from(readArray(value, 'vector'), (number) => readNumber(number, 'vector'))
  if (vector.length !== space.size) throw wrongInput(`Vector dimension error: expected dim: ${space.size}, got ${vector.length}`)
  return space.distance === 'Cosine' ? ofLengthOne(vector) : vector
}

function ofLengthOne(vector: Vector): Vector {
  const length = Math.sqrt(dot(vector, vector))
  return length === 0 ? vector : vector.map((number) => number / length)
}

/** How close a stored vector is to the query's: a similarity, or with Euclid and Manhattan a distance. */
export const scoreOf: Readonly<Record<Distance, (a: Vector, b: Vector) => number>> = {
  Cosine: (a, b) => Math.fround(dot(a, b)),
  Dot: (a, b) => Math.fround(dot(a, b)),
  Euclid: (a, b) => Math.fround(Math.sqrt(sumOf(a, b, (difference) => difference * difference))),
  Manhattan: (a, b) => Math.fround(sumOf(a, b, Math.abs)),
}

/** Negative when `a` is the better score. */
export const compareScores = (distance: Distance, a: number, b: number): number => (isDistance(distance) ? a - b : b - a)
export const reaches = (distance: Distance, score: number, threshold: number): boolean => compareScores(distance, score, threshold) <= 0
const isDistance = (distance: Distance): boolean => distance === 'Euclid' || distance === 'Manhattan'

function dot(a: Vector, b: Vector): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!
  return sum
}

const sumOf = (a: Vector, b: Vector, part: (difference: number) => number): number => a.reduce((sum, number, i) => sum + part(number - b[i]!), 0)
