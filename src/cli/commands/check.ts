import { loadProject } from '../../catalog/load-project.ts'
import { checkProject } from '../../check/check-project.ts'
import { createEmbedder } from '../../embeddings/embedder.ts'
import { openSources } from '../../gateway.ts'
import type { ExitCode } from '../exit-code.ts'
import { openLog } from '../log.ts'
import type { Environment } from '../open-project.ts'
import { describeProblem, type Terminal } from '../terminal.ts'

export interface CheckOptions { readonly projectDir: string; readonly env: Environment; readonly offline: boolean }

/** Every problem of the project in one run; exit code 1 when there is an error among them. */
export async function check({ projectDir, env, offline }: CheckOptions, terminal: Terminal): Promise<ExitCode> {
  const embedder = createEmbedder()
  const { config, catalog } = loadProject(projectDir, env)
  const sources = !offline && config !== null && catalog !== null ? openSources({ projectDir, config, catalog, log: openLog() }, embedder) : new Map()
  try {
    const problems = await checkProject(projectDir, env, { offline, sources })
    const ok = !problems.some((problem) => problem.severity === 'error')
    if (terminal.json) terminal.printJson({ ok, problems: problems.map(({ place, ...problem }) => ({ ...problem, ...place })) })
    else {
      for (const problem of problems) terminal.print(describeProblem(problem))
      terminal.print(ok ? 'The project is sound.' : `${problems.filter((problem) => problem.severity === 'error').length} errors.`)
    }
    return ok ? 0 : 1
  } finally {
    await Promise.all([...[...sources.values()].map((source) => source.close()), embedder.close()])
  }
}
