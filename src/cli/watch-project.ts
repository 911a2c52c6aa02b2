import { globSync, statSync } from 'node:fs'
import { join } from 'node:path'

const FILES = ['crossgraph.yaml', 'schema/**', 'views/**', 'prompts/**']
const LOOK_MS = 250

/**
 * Calls `onChange` once the project's files have been quiet for a moment after a change; never twice at once. It looks at
 * the few files again and again: notices of the system are lost while it is loaded, and on folders that are shared. Returns
 * the end of watching.
 */
export function watchProject(projectDir: string, onChange: () => Promise<void>): () => Promise<void> {
  let seen = stateOf(projectDir)
  let changed = false
  let running = Promise.resolve()
  const timer = setInterval(() => {
    const state = stateOf(projectDir)
    if (state === seen && changed) running = running.then(onChange)
    changed = state !== seen
    seen = state
  }, LOOK_MS)
  return async () => {
    clearInterval(timer)
    await running
  }
}

/** The same as long as no file is written, added or removed. */
function stateOf(projectDir: string): string {
  const times = globSync(FILES, { cwd: projectDir }).map((name) => {
    const stat = statSync(join(projectDir, name), { throwIfNoEntry: false })
    return `${name} ${stat?.mtimeMs} ${stat?.size}`
  })
  return times.join('\n')
}
