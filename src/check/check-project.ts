import type { DeferredType } from '../catalog/model.ts'
import { loadProject } from '../catalog/load-project.ts'
import type { SourceConfig } from '../config/config.ts'
import type { Environment } from '../config/interpolate.ts'
import { CrossgraphError } from '../errors.ts'
import type { Problem } from '../errors.ts'
import type { Source } from '../sources/source.ts'
import { checkLive } from './check-live.ts'
import type { LiveSource } from './live-source.ts'

export interface CheckOptions {
  /** Nothing is asked of any source, and its secrets need not be there. */
  readonly offline: boolean
  /** The project's sources by name, as far as they could be opened; their owner closes them. */
  readonly sources: ReadonlyMap<string, Source>
}

/** Validates a project: configuration, schema and, as far as they answer, the sources; every problem in one run. */
export async function checkProject(projectDir: string, env: Environment, { offline, sources }: CheckOptions): Promise<readonly Problem[]> {
  const { config, catalog, problems } = loadProject(projectDir, env)
  const unserved = catalog?.deferred.map(notServed) ?? []
  if (offline) return [...problems.map(tolerateOffline), ...unserved]
  if (config === null || catalog === null) return problems
  const enabled = [...config.sources.values()].filter((source) => source.enabled)
  const answers = await Promise.all(enabled.map((source) => introspect(source, sources.get(source.name))))
  const live = new Map(answers.flatMap(({ source }) => (source === null ? [] : [[source.config.name, source] as const])))
  return [...problems, ...unserved, ...answers.flatMap(({ problem }) => problem ?? []), ...checkLive(catalog, live)]
}

/** Said aloud, so that nobody looks for it in the graph. */
const notServed = ({ name, kind, place }: DeferredType): Problem => ({
  code: 'SCHEMA_NOT_SERVED', severity: 'warning', place,
  message: `${name} is read, but ${kind === 'view' ? 'views' : 'metrics'} are not served by this version`,
})

const tolerateOffline = (problem: Problem): Problem =>
  problem.code === 'CONFIG_ENV_MISSING' ? { ...problem, severity: 'warning' } : problem

interface Answer { readonly source: LiveSource | null; readonly problem: Problem | null }

/** One source that fails hides nothing of the others. */
async function introspect(config: SourceConfig, source: Source | undefined): Promise<Answer> {
  if (source === undefined) return { source: null, problem: unavailable(config, '') }
  try {
    return { source: { config, shape: await source.introspect() }, problem: null }
  } catch (error) {
    // Only our own errors are known to be free of connection strings; anything else is a bug.
    if (!(error instanceof CrossgraphError)) throw error
    return { source: null, problem: unavailable(config, `: ${error.message}`) }
  }
}

const unavailable = ({ name, place }: SourceConfig, why: string): Problem => ({
  code: 'SOURCE_UNAVAILABLE', severity: 'warning', place,
  message: `The source "${name}" did not answer, so the schema was not compared with it${why}`,
  hint: 'Start it, or check with --offline.',
})
