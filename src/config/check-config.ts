import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import type { ErrorObject, ValidateFunction } from 'ajv'
import type { Place, Problem } from '../errors.ts'
import { hintFor } from '../nearest-name.ts'
import type { RawConfig } from './raw-config.ts'
import { escapePointer } from './read-yaml.ts'
import type { YamlFile, YamlMap, YamlValue } from './read-yaml.ts'

/** Sections whose unknown names are only warned of, and left out. */
const TOLERANT = new Set(['cache', 'auth', 'ask', 'store'])

const validate = compileSchema()

function compileSchema(): ValidateFunction<RawConfig> {
  const schema: object = JSON.parse(readFileSync(new URL('../../crossgraph.schema.json', import.meta.url), 'utf8'))
  const ajv = new Ajv({ allErrors: true, verbose: true, discriminator: true, allowUnionTypes: true, strictTypes: false })
  ajv.addFormat('time-zone', isTimeZone)
  ajv.addFormat('instant', isInstant)
  // What the place should hold, in words, for the message.
  ajv.addKeyword({ keyword: 'expected', schemaType: 'string' })
  return ajv.compile<RawConfig>(schema)
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

function isInstant(text: string): boolean {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d.*(Z|[+-]\d\d:\d\d)$/.test(text) && !Number.isNaN(Date.parse(text))
}

export interface CheckedConfig {
  /** Null when there are errors. */
  readonly raw: RawConfig | null
  readonly problems: readonly Problem[]
}

/** Checks the file's values against `crossgraph.schema.json`, the one definition of the file, and says where each fault stands. */
export function checkConfig(file: YamlFile): CheckedConfig {
  const value = file.value
  if (validate(value)) return { raw: value, problems: [] }
  coerceReplaced(file, validate.errors ?? [])
  if (validate(value)) return { raw: value, problems: [] }
  const errors = (validate.errors ?? []).filter((error) => isWorthTelling(error, file))
  const problems = errors.map((error) => problemOf(error, file))
  dropTolerated(value, errors)
  dropUnset(file)
  return { raw: validate(value) ? value : null, problems }
}

/** Where a variable is missing nothing is known, so the source it belongs to is left out: that is a problem of its own, or the source is switched off. */
function dropUnset({ value, missing }: YamlFile): void {
  for (const pointer of missing.keys()) {
    const [section = '', name = ''] = pointer.split('/').slice(1)
    const { parent } = locate(value, `/${section}/${name}`)
    if (section === 'sources' && parent !== undefined) delete parent[unescapePointer(name)]
  }
}

/** `propertyNames` and a missing `kind` are said twice; a value whose variable is missing has been reported as such. */
const isWorthTelling = (error: ErrorObject, file: YamlFile): boolean =>
  error.keyword !== 'propertyNames' && !file.missing.has(error.instancePath)
  && !(error.keyword === 'required' && error.params['missingProperty'] === 'kind')

/** A variable's value is text; where the schema wants a number or a yes or no, such text is taken as one. */
function coerceReplaced(file: YamlFile, errors: readonly ErrorObject[]): void {
  for (const error of errors) {
    if (error.keyword !== 'type' || !file.replaced.has(error.instancePath)) continue
    const wanted = [error.schema].flat().map(String)
    const { parent, name } = locate(file.value, error.instancePath)
    const text = parent?.[name]
    if (parent === undefined || typeof text !== 'string') continue
    if (wanted.includes('boolean') && /^(true|false)$/.test(text)) parent[name] = text === 'true'
    if ((wanted.includes('integer') || wanted.includes('number')) && /^-?\d+(\.\d+)?$/.test(text)) parent[name] = Number(text)
  }
}

function dropTolerated(value: YamlValue, errors: readonly ErrorObject[]): void {
  for (const error of errors) {
    if (severityOf(error) !== 'warning') continue
    const { parent } = locate(value, `${error.instancePath}/_`)
    if (parent !== undefined) delete parent[String(error.params['additionalProperty'])]
  }
}

function locate(root: YamlValue, pointer: string): { parent: YamlMap | undefined; name: string } {
  const steps = pointer.split('/').slice(1).map(unescapePointer)
  const name = steps.pop() ?? ''
  let at: YamlValue | undefined = root
  for (const step of steps) at = isYamlMap(at) ? at[step] : undefined
  return { parent: isYamlMap(at) ? at : undefined, name }
}

const isYamlMap = (value: YamlValue | undefined): value is YamlMap => typeof value === 'object' && value !== null && !Array.isArray(value)
const unescapePointer = (step: string): string => step.replaceAll('~1', '/').replaceAll('~0', '~')

const severityOf = (error: ErrorObject): 'error' | 'warning' =>
  error.keyword === 'additionalProperties' && TOLERANT.has(error.instancePath.split('/')[1] ?? '') ? 'warning' : 'error'

/** The message never holds the value itself, which may be a secret. */
function problemOf(error: ErrorObject, file: YamlFile): Problem {
  const { instancePath: path, params } = error
  const name = nameOf(path)
  const report = (code: string, message: string, place: Place | undefined, hint?: string): Problem => ({ code, severity: severityOf(error), message, hint, place })
  const here = file.values.get(path)
  switch (error.keyword) {
    case 'additionalProperties': {
      const key = String(params['additionalProperty'])
      const ignored = severityOf(error) === 'warning' ? '; it is ignored' : ''
      const hint = hintFor(key, Object.keys(error.parentSchema?.['properties'] ?? {}))
      return report('CONFIG_UNKNOWN_KEY', `${name} knows no "${key}"${ignored}`, file.keys.get(`${path}/${escapePointer(key)}`), hint)
    }
    case 'required': return report('CONFIG_REQUIRED', `${name} needs "${String(params['missingProperty'])}"`, file.keys.get(path) ?? here)
    case 'discriminator': return kindProblem(error, file)
    case 'enum': return report('CONFIG_VALUE', `${name} takes one of ${[error.schema].flat().join(', ')}`, here, valueHint(error, file))
    case 'type': return report('CONFIG_TYPE', `${name} takes ${expected(error)}`, here)
    case 'minimum': case 'exclusiveMinimum': case 'maximum': case 'exclusiveMaximum': return report('CONFIG_RANGE', `${name} takes ${expected(error)}`, here)
    case 'minLength': case 'minProperties': return report('CONFIG_VALUE', `${name} is empty`, here)
    default: if (error.propertyName !== undefined) {
      return report('CONFIG_VALUE', `"${error.propertyName}" is no name of a source; it takes ${expected(error)}`, file.keys.get(`${path}/${escapePointer(error.propertyName)}`))
    }
       return report('CONFIG_VALUE', `${name} takes ${expected(error)}`, here)
  }
}

const nameOf = (pointer: string): string => (pointer === '' ? 'crossgraph.yaml' : unescapePointer(pointer.slice(1).replaceAll('/', '.')))

const KINDS = ['postgres', 'mongodb', 'qdrant', 'slack']

function kindProblem(error: ErrorObject, file: YamlFile): Problem {
  const path = error.instancePath
  const kind: unknown = error.params['tagValue']
  if (kind === undefined) {
    return { code: 'CONFIG_REQUIRED', severity: 'error', message: `${nameOf(path)} needs "kind"`, hint: `One of ${KINDS.join(', ')}.`, place: file.keys.get(path) }
  }
  const shown = typeof kind === 'string' && !file.replaced.has(`${path}/kind`)
  const message = `${nameOf(path)}.kind takes one of ${KINDS.join(', ')}`
  return { code: 'CONFIG_VALUE', severity: 'error', message, hint: shown ? hintFor(kind, KINDS) : undefined, place: file.values.get(`${path}/kind`) }
}

const valueHint = (error: ErrorObject, file: YamlFile): string | undefined =>
  typeof error.data === 'string' && !file.replaced.has(error.instancePath) ? hintFor(error.data, [error.schema].flat().map(String)) : undefined

const TYPE_NAMES: Readonly<Record<string, string>> =
  { integer: 'a whole number', number: 'a number', string: 'a text', boolean: 'true or false', object: 'a section', array: 'a list' }

function expected(error: ErrorObject): string {
  const words: unknown = error.parentSchema?.['expected']
  if (typeof words === 'string') return words
  if (error.keyword === 'type') return [error.schema].flat().map((type) => TYPE_NAMES[String(type)] ?? String(type)).join(' or ')
  return `a number ${String(error.params['comparison'])} ${String(error.params['limit'])}`
}
