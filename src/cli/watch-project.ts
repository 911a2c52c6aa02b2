import { watch } from 'chokidar'
import { join } from 'node:path'

const QUIET_MS = 200

/** Calls `onChange` once the project's files have been quiet for a moment after a change; never twice at once. Returns the end of watching. */
export function watchProject(projectDir: string, onChange: () => Promise<void>): () => Promise<void> {
  let timer: NodeJS.Timeout | undefined
  let running = Promise.resolve()
  const watcher = watch(['crossgraph.yaml', 'schema', 'views', 'prompts'].map((name) => join(projectDir, name)), { ignoreInitial: true })
  watcher.on('all', () => {
    clearTimeout(timer)
    timer = setTimeout(() => { running = running.then(onChange) }, QUIET_MS)
  })
  return async () => {
    clearTimeout(timer)
    await watcher.close()
    await running
  }
}
