import type { Catalog } from '../catalog/model.ts'
import type { SourceConfig } from '../config/config.ts'
import type { Environment } from '../config/interpolate.ts'
import { CrossgraphError } from '../errors.ts'
import type { Problem } from '../errors.ts'
import type { Source } from '../sources/source.ts'
import { checkLive } from './check-live.ts'
import type { LiveSource } from './live-source.ts'
import { loadProject } from './load-project.ts'

export interface CheckOptions {
  /** Opens one source, which is closed again afterwards. Absent: nothing is asked of any database (`--offline`). */
  readonly connect?: ((config: SourceConfig, catalog: Catalog) => Promise<Source>) | undefined
}

/** Validates a project: configuration, schema and, as far as they answer, the sources; every problem in one run. */
export async function checkProject(projectDir: string, env: Environment, { connect }: CheckOptions): Promise<readonly Problem[]> {
  const { config, catalog, problems } = loadProject(projectDir, env)
  if (connect === undefined) return problems.map(tolerateOffline)
  if (config === null || catalog === null) return problems
  const used = [...config.sources.values()].filter((source) => source.enabled)
  const answers = await Promise.all(used.map((source) => introspect(source, connect(source, catalog))))
  const live = new Map(answers.flatMap(({ source }) => (source === null ? [] : [[source.config.name, source] as const])))
  return [...problems, ...answers.flatMap(({ problem }) => problem ?? []), ...checkLive(catalog, live)]
}

/** Where no source is asked, its secrets need not be there. */
const tolerateOffline = (problem: Problem): Problem =>
  problem.code === 'CONFIG_ENV_MISSING' ? { ...problem, severity: 'warning' } : problem

interface Answer { readonly source: LiveSource | null; readonly problem: Problem | null }

async function introspect(config: SourceConfig, opening: Promise<Source>): Promise<Answer> {
  let source: Source | undefined
  try {
    source = await opening
    return { source: { config, shape: await source.introspect() }, problem: null }
  } catch (error) {
    // Only our own errors are known to be free of connection strings.
    const why = error instanceof CrossgraphError ? `: ${error.message}` : ''
    const problem: Problem = {
      code: 'SOURCE_UNAVAILABLE', severity: 'warning', place: config.place,
      message: `The source "${config.name}" did not answer, so the schema was not compared with it${why}`,
      hint: 'Start it, or check with --offline.',
    }
    return { source: null, problem }
  } finally {
    await source?.close()
  }
}
