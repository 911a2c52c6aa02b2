import type { PostgresBinaries } from './binaries.ts'
import type { ServerUser } from './server-user.ts'
import { execFile, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chown, cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { CrossgraphError } from '../../errors.ts'

/** A cluster that `initdb` has made, kept to be copied for each run. */
export interface Template {
  readonly dataDir: string
  readonly password: string
}

/** The demo's database. */
export const DATABASE = 'shop'
/** Counts up when what follows makes another template. */
const FORM = 1

export interface TemplateRequest {
  readonly binaries: PostgresBinaries
  readonly user: ServerUser | undefined
  /** Where templates are kept; may be deleted at any time. */
  readonly cacheDir: string
  /** A folder that `user` can enter. */
  readonly scratch: string
}

/** The template of this release, made now if it is not there yet. Two may make it at once: the first to be ready stays. */
export async function openTemplate(request: TemplateRequest): Promise<Template> {
  const home = join(request.cacheDir, `postgres-${request.binaries.version}-${FORM}`)
  const known = await readTemplate(home)
  if (known !== null) return known
  const made = await makeTemplate(request)
  const draft = `${home}.${randomBytes(6).toString('hex')}`
  await mkdir(draft, { recursive: true, mode: 0o700 })
  await cp(made.dataDir, join(draft, 'data'), { recursive: true })
  await rm(made.dataDir, { recursive: true })
  await writeFile(join(draft, 'password'), made.password, { mode: 0o600 })
  await rename(draft, home).catch(() => rm(draft, { recursive: true, force: true }))
  const template = await readTemplate(home)
  if (template === null) throw new CrossgraphError('CONFIG_SANDBOX', `cannot keep files in ${request.cacheDir}`)
  return template
}

async function readTemplate(home: string): Promise<Template | null> {
  const password = await readFile(join(home, 'password'), 'utf8').catch(() => null)
  return password === null ? null : { dataDir: join(home, 'data'), password }
}

/** A copy of the template's files that belongs to the server's user. A thousand files: quicker by the system's own programs. */
export async function copyTemplate(template: Template, target: string, user: ServerUser | undefined): Promise<void> {
  if (process.platform === 'win32') await cp(template.dataDir, target, { recursive: true })
  else await promisify(execFile)('cp', ['-R', template.dataDir, target])
  if (user !== undefined) await promisify(execFile)('chown', ['-R', `${user.uid}:${user.gid}`, target])
}

/** Text sorts by code point, times are in UTC, small WAL files are quickly copied. */
async function makeTemplate({ binaries, user, scratch }: TemplateRequest): Promise<Template> {
  const dataDir = join(scratch, 'template')
  const passwordFile = join(scratch, 'password')
  const password = randomBytes(18).toString('base64url')
  await writeFile(passwordFile, password, { mode: 0o600 })
  if (user !== undefined) await chown(passwordFile, user.uid, user.gid)
  if (user !== undefined) {
    await mkdir(dataDir)
    await chown(dataDir, user.uid, user.gid)
  }
  await runProgram(binaries.initdb, [
    `--pgdata=${dataDir}`, '--username=postgres', `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '--encoding=UTF8',
    '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', '--no-sync', '--wal-segsize=1', '--set=timezone=UTC',
  ], { cwd: scratch, user })
  await runProgram(binaries.postgres, ['--single', '-D', dataDir, '-c', 'fsync=off', 'postgres'], { cwd: scratch, user, input: `create database ${DATABASE}\n` })
  await rm(passwordFile)
  return { dataDir, password }
}

interface RunOptions { readonly cwd: string; readonly user: ServerUser | undefined; readonly input?: string }

async function runProgram(program: string, args: readonly string[], { cwd, user, input }: RunOptions): Promise<void> {
  const child = spawn(program, args, { cwd, ...user, env: SERVER_ENVIRONMENT, stdio: ['pipe', 'ignore', 'pipe'] })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => { said += chunk })
  child.stdin.end(input ?? '')
  const [code] = await once(child, 'close')
  if (code !== 0) throw new CrossgraphError('CONFIG_SANDBOX', `PostgreSQL could not be set up: ${said.trim()}`)
}

/** Messages in English, which readiness is read from. */
export const SERVER_ENVIRONMENT: NodeJS.ProcessEnv = { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' }
