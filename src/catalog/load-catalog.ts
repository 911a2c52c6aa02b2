import { existsSync, globSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import type { Problem } from '../errors.ts'
import { compileCatalog } from './compile-catalog.ts'
import type { CompiledCatalog } from './compile-catalog.ts'
import type { CatalogSettings } from './compilation.ts'
import type { SchemaFile } from './parse-files.ts'

/** Compiles the project's `schema/**` and `views/**` `.graphql` files; a missing `views` folder is an empty one. */
export function loadCatalog(projectDir: string, settings: CatalogSettings): CompiledCatalog {
  const files = readSchemaFiles(projectDir)
  if (files.length > 0) return compileCatalog(files, settings)
  const message = existsSync(join(projectDir, 'schema')) ? 'The folder schema/ holds no .graphql file' : 'There is no folder schema/ in this project'
  const problem: Problem = { code: 'SCHEMA_MISSING', severity: 'error', message, hint: 'crossgraph introspect SOURCE --out schema/SOURCE.graphql writes a first one.' }
  return { catalog: null, problems: [problem] }
}

/** In the order of their names, so that a project compiles the same everywhere. */
export function readSchemaFiles(projectDir: string): SchemaFile[] {
  const names = globSync(['schema/**/*.graphql', 'views/**/*.graphql'], { cwd: projectDir }).map((name) => name.replaceAll(sep, '/')).toSorted()
  return names.map((file) => ({ file, text: readFileSync(join(projectDir, file), 'utf8') }))
}
