import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Place, Problem } from '../errors.ts'
import { hintFor } from '../nearest-name.ts'
import { buildConfig } from './build-config.ts'
import { checkConfig } from './check-config.ts'
import type { Config } from './config.ts'
import type { Environment } from './interpolate.ts'
import { outlineOf } from './outline.ts'
import type { ConfigOutline } from './outline.ts'
import { escapePointer, readYaml } from './read-yaml.ts'
import type { YamlFile } from './read-yaml.ts'

export const CONFIG_FILE = 'crossgraph.yaml'

export interface LoadedConfig {
  /** Null when there are errors. */
  readonly config: Config | null
  /** As much as can be told of the sources in spite of errors: enough to check the schema in the same run. */
  readonly outline: ConfigOutline
  readonly problems: readonly Problem[]
}

/** Reads and checks the project's `crossgraph.yaml`; all its problems at once, none of which holds a value of the environment. */
export function loadConfig(projectDir: string, env: Environment): LoadedConfig {
  let text: string
  try {
    text = readFileSync(join(projectDir, CONFIG_FILE), 'utf8')
  } catch {
    const place = { file: CONFIG_FILE, line: 1, column: 1 }
    const problem: Problem = { code: 'CONFIG_MISSING', severity: 'error', message: `There is no ${CONFIG_FILE} in this folder`, hint: 'Name the project\'s folder with --project.', place }
    return { config: null, outline: { sources: new Map(), timeZone: 'UTC', readable: false }, problems: [problem] }
  }
  return parseConfig(text, env)
}

/** `loadConfig` on a text. Pure. */
export function parseConfig(text: string, env: Environment): LoadedConfig {
  const file = readYaml(CONFIG_FILE, text, env)
  const outline = outlineOf(file)
  if (file.problems.length > 0) return { config: null, outline, problems: file.problems }
  const missing = missingVariables(file, outline)
  const { raw, problems } = checkConfig(file)
  const all = [...missing, ...problems, ...checkNames(file, raw?.server?.required_sources ?? [], outline)].toSorted(byPlace)
  if (raw === null || all.some((problem) => problem.severity === 'error')) return { config: null, outline, problems: all }
  const config = buildConfig(raw, { port: portOf(env), placeOf: (name) => keyPlace(file, `/sources/${escapePointer(name)}`) })
  return { config, outline, problems: all }
}

const byPlace = ({ place: a }: Problem, { place: b }: Problem): number => (a?.line ?? 0) - (b?.line ?? 0) || (a?.column ?? 0) - (b?.column ?? 0)

function missingVariables(file: YamlFile, outline: ConfigOutline): Problem[] {
  return [...file.missing].filter(([pointer]) => !isSwitchedOff(pointer, outline)).flatMap(([pointer, names]) => names.map((name): Problem => ({
    code: 'CONFIG_ENV_MISSING', severity: 'error', place: file.values.get(pointer),
    message: `The environment has no ${name}, which ${pointer.slice(1).replaceAll('/', '.')} needs`,
    hint: `Set ${name}, or write \${${name}:-default}.`,
  })))
}

/** A source that is switched off needs no secrets. */
function isSwitchedOff(pointer: string, { sources }: ConfigOutline): boolean {
  const [, section, source = ''] = pointer.split('/')
  return section === 'sources' && sources.get(source)?.enabled === false
}

function checkNames(file: YamlFile, requiredSources: readonly string[], outline: ConfigOutline): Problem[] {
  return requiredSources.flatMap((name, i): Problem[] => outline.sources.has(name) ? [] : [{
    code: 'CONFIG_VALUE', severity: 'error', place: file.values.get(`/server/required_sources/${i}`),
    message: `server.required_sources names "${name}", which is no source`, hint: hintFor(name, outline.sources.keys()),
  }])
}

const keyPlace = (file: YamlFile, pointer: string): Place => file.keys.get(pointer) ?? { file: CONFIG_FILE, line: 1, column: 1 }

/** `PORT` of the environment, where it is a port. */
function portOf(env: Environment): number | undefined {
  const text = env['PORT']
  return text !== undefined && /^\d{1,5}$/.test(text) && Number(text) <= 65_535 ? Number(text) : undefined
}
