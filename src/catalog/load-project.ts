import type { Config } from '../config/config.ts'
import type { Environment } from '../config/interpolate.ts'
import { loadConfig } from '../config/load-config.ts'
import type { Problem } from '../errors.ts'
import { loadCatalog } from './load-catalog.ts'
import type { Catalog } from './model.ts'

export interface Project {
  /** Null when it has errors. */
  readonly config: Config | null
  readonly catalog: Catalog | null
  /** Of both, in one run: the schema is checked as far as a faulty configuration lets it. */
  readonly problems: readonly Problem[]
}

/** Reads a project's configuration and schema. */
export function loadProject(projectDir: string, env: Environment): Project {
  const { config, outline, problems } = loadConfig(projectDir, env)
  const compiled = loadCatalog(projectDir, outline)
  return { config, catalog: compiled.catalog, problems: [...problems, ...compiled.problems] }
}
