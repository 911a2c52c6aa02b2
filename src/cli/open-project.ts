import type { Catalog } from '../catalog/model.ts'
import { loadProject } from '../catalog/load-project.ts'
import type { Config } from '../config/config.ts'
import { CrossgraphError } from '../errors.ts'
import { describeProblem, type Terminal } from './terminal.ts'

export type Environment = Readonly<Record<string, string | undefined>>
export interface OpenedProject { readonly config: Config; readonly catalog: Catalog }

/** The project's configuration and catalog; its problems go to the terminal. @throws CONFIG_INVALID when there are errors. */
export function openProject(projectDir: string, env: Environment, terminal: Terminal): OpenedProject {
  const { config, catalog, problems } = loadProject(projectDir, env)
  const errors = problems.filter((problem) => problem.severity === 'error')
  if (config !== null && catalog !== null && errors.length === 0) return { config, catalog }
  for (const problem of problems) terminal.progress(describeProblem(problem))
  throw new CrossgraphError('CONFIG_INVALID', `The project has ${errors.length} ${errors.length === 1 ? 'error' : 'errors'}.`, { hint: 'crossgraph check lists them all.' })
}
