import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { CrossgraphError } from '../../errors.ts'

export interface ServerUser { readonly uid: number; readonly gid: number }

/** Who PostgreSQL runs as: it refuses root, so root lends it a user that is there already. Undefined: as we do. */
export async function findServerUser(): Promise<ServerUser | undefined> {
  if (process.getuid?.() !== 0) return undefined
  for (const name of ['postgres', 'nobody']) {
    const user = await lookUpUser(name)
    if (user !== null) return user
  }
  throw new CrossgraphError('CONFIG_SANDBOX', 'PostgreSQL does not run as root, and there is no user postgres or nobody', { hint: 'Run as an ordinary user, or give a server with --postgres URI.' })
}

async function lookUpUser(name: string): Promise<ServerUser | null> {
  try {
    const [uid, gid] = await Promise.all([idOf('-u', name), idOf('-g', name)])
    return { uid, gid }
  } catch {
    return null
  }
}

async function idOf(which: '-u' | '-g', name: string): Promise<number> {
  const { stdout } = await promisify(execFile)('id', [which, name])
  return Number(stdout.trim())
}
