import { compileCatalog } from '../catalog/compile-catalog.ts'
import type { Catalog } from '../catalog/model.ts'
import { loadProject } from '../catalog/load-project.ts'
import type { Config } from '../config/config.ts'
import { loadConfig } from '../config/load-config.ts'
import { CrossgraphError, invariant, type Problem } from '../errors.ts'
import { describeProblem, type Terminal } from './terminal.ts'

export type Environment = Readonly<Record<string, string | undefined>>
export interface OpenedProject { readonly config: Config; readonly catalog: Catalog }

/** The project's configuration and catalog; its problems go to the terminal. @throws CONFIG_INVALID when there are errors. */
export function openProject(projectDir: string, env: Environment, terminal: Terminal): OpenedProject {
  const { config, catalog, problems } = loadProject(projectDir, env)
  if (config !== null && catalog !== null && !problems.some(isError)) return { config, catalog }
  throw tellProblems(problems, terminal)
}

/** The configuration alone, over an empty catalog: for a project whose schema is yet to be written. @throws CONFIG_INVALID when it has errors. */
export function openSettings(projectDir: string, env: Environment, terminal: Terminal): OpenedProject {
  const { config, outline, problems } = loadConfig(projectDir, env)
  if (config === null) throw tellProblems(problems, terminal)
  const { catalog } = compileCatalog([], outline)
  invariant(catalog !== null, 'a schema without types has no errors')
  return { config, catalog }
}

const isError = ({ severity }: Problem): boolean => severity === 'error'

function tellProblems(problems: readonly Problem[], terminal: Terminal): CrossgraphError {
  for (const problem of problems) terminal.report(describeProblem(problem))
  const { length } = problems.filter(isError)
  return new CrossgraphError('CONFIG_INVALID', `The project has ${length} ${length === 1 ? 'error' : 'errors'}.`, { hint: 'crossgraph check lists them all.' })
}
