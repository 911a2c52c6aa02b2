import { watch } from 'chokidar'
import { once } from 'node:events'
import { join } from 'node:path'

const QUIET_MS = 200

/**
 * Calls `onChange` once the project's files have been quiet for a moment after a change; never twice at once. No change is
 * missed from when this resolves, with the end of watching.
 */
export async function watchProject(projectDir: string, onChange: () => Promise<void>): Promise<() => Promise<void>> {
  let timer: NodeJS.Timeout | undefined
  let running = Promise.resolve()
  const watcher = watch(['crossgraph.yaml', 'schema', 'views', 'prompts'].map((name) => join(projectDir, name)), { ignoreInitial: true })
  watcher.on('all', () => {
    clearTimeout(timer)
    timer = setTimeout(() => { running = running.then(onChange) }, QUIET_MS)
  })
  await once(watcher, 'ready')
  return async () => {
    clearTimeout(timer)
    await watcher.close()
    await running
  }
}
