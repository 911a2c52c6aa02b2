import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml'
import type { Document, Pair, YAMLError } from 'yaml'
import type { Place, Problem } from '../errors.ts'
import { interpolate } from './interpolate.ts'
import type { Environment } from './interpolate.ts'

/** What YAML values are once their variables are replaced. */
export type YamlValue = string | number | boolean | null | YamlValue[] | YamlMap
export interface YamlMap { [key: string]: YamlValue }

/** A YAML file as values, and where each stood. Places are keyed by JSON pointer (`/sources/shop/uri`). */
export interface YamlFile {
  readonly value: YamlValue
  readonly keys: ReadonlyMap<string, Place>
  readonly values: ReadonlyMap<string, Place>
  /** Pointers of the scalars in which a variable was replaced. */
  readonly replaced: ReadonlySet<string>
  /** Variables that are not set: pointer → names. */
  readonly missing: ReadonlyMap<string, readonly string[]>
  readonly problems: readonly Problem[]
}

/** The most values and the deepest nesting that are read: aliases that multiply, or refer to themselves, end here. */
const MAX_VALUES = 5_000
const MAX_DEPTH = 20

interface Reading {
  readonly document: Document
  readonly env: Environment
  readonly placeOf: (node: unknown) => Place
  readonly keys: Map<string, Place>
  readonly values: Map<string, Place>
  readonly replaced: Set<string>
  readonly missing: Map<string, readonly string[]>
  readonly problems: Problem[]
}

/** Parses the text, then replaces variables inside its strings, so that a value cannot change the file's structure. */
export function readYaml(file: string, text: string, env: Environment): YamlFile {
  const lines = new LineCounter()
  // Pretty errors would quote the faulty line, which may hold a password.
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true })
  const placeAt = (offset: number): Place => {
    const { line, col } = lines.linePos(offset)
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) }
  }
  const reading: Reading = {
    document, env, keys: new Map(), values: new Map(), replaced: new Set(), missing: new Map(),
    placeOf: (node) => placeAt(offsetOf(node)),
    problems: firstErrors(document).map((error) => yamlProblem(error.code, placeAt(error.pos[0]))),
  }
  const value = reading.problems.length > 0 ? null : readNode(reading, document.contents, '')
  return { value, keys: reading.keys, values: reading.values, replaced: reading.replaced, missing: reading.missing, problems: reading.problems }
}

const offsetOf = (node: unknown): number =>
  typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range) ? Number(node.range[0]) : 0

/** After one fault of syntax the parser stumbles over what follows. Names that stand twice are faults of their own. */
function firstErrors({ errors }: Document): readonly YAMLError[] {
  const [first, ...rest] = errors
  return first === undefined ? [] : [first, ...rest.filter(({ code }) => code === 'DUPLICATE_KEY')]
}

/** The library's message quotes the file; its code says as much without it. */
function yamlProblem(code: string, place: Place): Problem {
  if (code === 'DUPLICATE_KEY') return { code: 'CONFIG_DUPLICATE', severity: 'error', message: 'This name stands twice in its section', hint: 'Keep one of the two.', place }
  return { code: 'CONFIG_SYNTAX', severity: 'error', message: `This is not valid YAML: ${code.toLowerCase().replaceAll('_', ' ')}`, place }
}

function readNode(reading: Reading, node: unknown, pointer: string): YamlValue {
  if (isAlias(node)) return readNode(reading, node.resolve(reading.document), pointer)
  if (reading.values.size >= MAX_VALUES || pointer.split('/').length > MAX_DEPTH) return tooMany(reading, node)
  reading.values.set(pointer, reading.placeOf(node))
  if (isMap(node)) return Object.fromEntries(node.items.map((pair) => readPair(reading, pair, pointer)))
  if (isSeq(node)) return node.items.map((item, i) => readNode(reading, item, `${pointer}/${i}`))
  return isScalar(node) ? readScalar(reading, node.value, pointer) : null
}

function tooMany({ problems, placeOf }: Reading, node: unknown): null {
  const message = `This file holds more than ${MAX_VALUES} values, or nests them more than ${MAX_DEPTH} deep`
  if (!problems.some((problem) => problem.message === message)) problems.push({ code: 'CONFIG_SYNTAX', severity: 'error', message, hint: 'Aliases that multiply are read as often as they are named.', place: placeOf(node) })
  return null
}

function readPair(reading: Reading, pair: Pair, parent: string): [string, YamlValue] {
  const name = isScalar(pair.key) ? String(pair.key.value) : '(a key that is no text)'
  const pointer = `${parent}/${escapePointer(name)}`
  reading.keys.set(pointer, reading.placeOf(pair.key))
  const value = readNode(reading, pair.value, pointer)
  // `key:` without a value has no word of its own to point to.
  if (value === null) reading.values.set(pointer, reading.placeOf(pair.key))
  return [name, value]
}

function readScalar(reading: Reading, value: unknown, pointer: string): YamlValue {
  if (typeof value !== 'string') return typeof value === 'number' || typeof value === 'boolean' ? value : value === null ? null : String(value)
  const { text, missing, replaced } = interpolate(value, reading.env)
  if (replaced) reading.replaced.add(pointer)
  if (missing.length > 0) reading.missing.set(pointer, missing)
  return text
}

/** A JSON pointer's step (RFC 6901). */
export const escapePointer = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1')
