import type { Json, JsonObject } from './json.ts'
import type { PointId } from './point-id.ts'
import type { FieldTest } from './field-condition.ts'
import { formatError } from './failure.ts'
import { readFieldTest } from './field-condition.ts'
import { isArray, isObject } from './json.ts'
import { readPath, valuesAt } from './payload-path.ts'
import { idKey, readPointId } from './point-id.ts'
import { readArray, readCount, readMany, readObject, readString } from './read-body.ts'

/** What a filter looks at: a point, or an object inside its payload (which has no id). */
interface Filtered { readonly payload: JsonObject; readonly id?: PointId }
export type Test = (filtered: Filtered) => boolean

const CLAUSES = new Set(['must', 'should', 'must_not', 'min_should'])

/** A filter as one function; a filter of another shape, or with a condition that this server lacks, is a format error. */
export function readFilter(value: Json | undefined): Test {
  if (value === undefined || value === null) return () => true
  const filter = readObject(value, 'filter')
  const unknown = Object.keys(filter).find((name) => !CLAUSES.has(name))
  if (unknown !== undefined) throw formatError(`unknown field \`${unknown}\`, expected one of \`should\`, \`min_should\`, \`must\`, \`must_not\``)
  const must = readMany(filter['must']).map(readCondition)
  const mustNot = readMany(filter['must_not']).map(readCondition)
  const should = readMany(filter['should']).map(readCondition)
  const minShould = readMinShould(filter['min_should'])
  return (point) => must.every((test) => test(point)) && !mustNot.some((test) => test(point))
    && (should.length === 0 || should.some((test) => test(point))) && minShould(point)
}

function readMinShould(value: Json | undefined): Test {
  if (value === undefined || value === null) return () => true
  const { conditions, min_count: count } = readObject(value, 'min_should')
  const tests = readArray(conditions, 'conditions').map(readCondition)
  const least = readCount(count, 'min_count', 0)
  return (point) => tests.filter((test) => test(point)).length >= least
}

function readCondition(value: Json): Test {
  const condition = readObject(value, 'condition')
  if ('key' in condition) return testField(readString(condition['key'], 'key'), readFieldTest(condition))
  if ('is_empty' in condition) return readIsEmpty(readObject(condition['is_empty'], 'is_empty'))
  if ('is_null' in condition) return readIsNull(readObject(condition['is_null'], 'is_null'))
  if ('has_id' in condition) return readHasId(condition['has_id'])
  if ('nested' in condition) return readNested(readObject(condition['nested'], 'nested'))
  if (Object.keys(condition).some((name) => CLAUSES.has(name))) return readFilter(condition)
  throw formatError('data did not match any variant of untagged enum Condition')
}

function testField(key: string, { value, absent }: FieldTest): Test {
  const path = readPath(key)
  return ({ payload }) => {
    const values = valuesAt(payload, path)
    return values.length === 0 ? absent : values.some(value)
  }
}

/** Absent, null, or a list without elements. */
function readIsEmpty(condition: JsonObject): Test {
  const path = readPath(readString(condition['key'], 'key'))
  return ({ payload }) => valuesAt(payload, path).every((value) => value === null || (isArray(value) && value.length === 0))
}

/** There, and null; an absent field is not. */
function readIsNull(condition: JsonObject): Test {
  const path = readPath(readString(condition['key'], 'key'))
  return ({ payload }) => valuesAt(payload, path).includes(null)
}

function readHasId(value: Json | undefined): Test {
  const ids = new Set(readArray(value, 'has_id').map((id) => idKey(readPointId(id))))
  return ({ id }) => id !== undefined && ids.has(idKey(id))
}

/** Some element of the array for which the whole filter holds. */
function readNested(condition: JsonObject): Test {
  const path = readPath(`${readString(condition['key'], 'key').replace(/\[\]$/, '')}[]`)
  const test = readFilter(condition['filter'])
  return ({ payload }) => valuesAt(payload, path).some((element) => isObject(element) && test({ payload: element }))
}
