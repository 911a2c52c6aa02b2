#!/usr/bin/env node
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { check } from './commands/check.ts'
import { demo, openSandbox } from './commands/demo.ts'
import { introspect } from './commands/introspect.ts'
import { explain, query } from './commands/query.ts'
import { sandbox } from './commands/sandbox.ts'
import { serve } from './commands/serve.ts'
import { exitCodeOf, type ExitCode } from './exit-code.ts'
import { openTerminal, type Terminal } from './terminal.ts'
import type { Environment } from './open-project.ts'

interface Common { readonly project: string; readonly json?: true; readonly quiet?: true; readonly demo?: true; readonly url?: string }
interface Serving { readonly port?: number; readonly host?: string }
interface Servers { readonly scale?: number; readonly postgres?: string; readonly mongodb?: string; readonly qdrant?: string }

const version = (JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }).version

const program = new Command('crossgraph')
  .description('One typed GraphQL graph over PostgreSQL, MongoDB, Qdrant and Slack.')
  .version(version)
  .showSuggestionAfterError()
  .exitOverride()

/** A command with the options that all commands take. */
function command(name: string, description: string): Command {
  return program.command(name).description(description).exitOverride()
    .option('--project <dir>', 'folder with crossgraph.yaml, schema/, views/, prompts/', '.')
    .option('--json', 'stdout holds JSON only')
    .option('--quiet', 'no progress on stderr')
}
const withPort = (target: Command): Command => target
  .option('--port <number>', 'port to listen on; 0 takes a free one', parsePort)
  .option('--host <address>', 'address to listen on')
const withServers = (target: Command): Command => target
  .option('--scale <n>', 'so many times the rows', parseScale)
  .option('--postgres <uri>', 'fill and use this server').option('--mongodb <uri>', 'fill and use this server').option('--qdrant <url>', 'fill and use this server')
const withDemo = (target: Command): Command => target.option('--demo', 'start the sandbox first and use it')
const withTarget = (target: Command): Command => withDemo(target)
  .addOption(new Option('--url <url>', 'speak to a running gateway instead, unless --demo is given').env('CROSSGRAPH_URL').argParser(parseUrl))

withServers(withPort(command('demo', 'the embedded servers, the demo company and the gateway')))
  .action((options: Common & Serving & Servers) => run(options, (terminal, projectDir) => demo({ projectDir, host: options.host, port: options.port ?? portOfEnvironment() ?? 4000, sandbox: serversOf(options) }, terminal)))
withPort(command('serve', 'the gateway over the project\'s sources, with reload on change'))
  .action((options: Common & Serving) => run(options, (terminal, projectDir) => serve({ projectDir, env: process.env, began: performance.now(), host: options.host, port: options.port, describeSources: (kinds) => Object.fromEntries([...kinds].map(([name, kind]) => [name, { kind }])) }, terminal)))
withServers(command('sandbox', 'the embedded servers and the demo company alone'))
  .action((options: Common & Servers) => run(options, (terminal, projectDir) => sandbox({ projectDir, sandbox: serversOf(options) }, terminal)))
withDemo(command('check', 'validate the project').option('--offline', 'do not ask the sources'))
  .action((options: Common & { readonly offline?: true }) => run(options, (terminal, projectDir) => withEnvironment(options, projectDir, terminal, (env) => check({ projectDir, env, offline: options.offline ?? false }, terminal))))
withDemo(command('introspect', 'write a first SDL of a source').argument('<source>').option('--out <file>', 'write to this file'))
  .action((source: string, options: Common & { readonly out?: string }) => run(options, (terminal, projectDir) => withEnvironment(options, projectDir, terminal, (env) => introspect({ projectDir, env, source, out: options.out }, terminal))))
for (const [name, description, action] of [['query', 'run a GraphQL document', query], ['explain', 'show the native calls of a document', explain]] as const) {
  withTarget(command(name, description).argument('<document>').option('--variables <json>'))
    .action((document: string, options: Common & { readonly variables?: string }) =>
      run(options, (terminal, projectDir) => action({ document, variables: options.variables, target: { projectDir, url: options.url, demo: options.demo ?? false } }, terminal)))
}

async function run(options: Common, act: (terminal: Terminal, projectDir: string) => Promise<ExitCode>): Promise<void> {
  const terminal = openTerminal(options)
  const alive = setInterval(() => undefined, 60_000) // while something that keeps no process alive is still being closed
  try {
    process.exitCode = await act(terminal, resolve(options.project))
  } catch (error) {
    terminal.fail(error)
    process.exitCode = exitCodeOf(error)
  } finally {
    clearInterval(alive)
  }
}

/** The process's environment, or with `--demo` that of a sandbox which lives as long as `act`. */
async function withEnvironment(options: Common, projectDir: string, terminal: Terminal, act: (env: Environment) => Promise<ExitCode>): Promise<ExitCode> {
  if (options.demo !== true) return act(process.env)
  const servers = await openSandbox(projectDir, {}, terminal)
  try {
    return await act({ ...process.env, ...servers.env })
  } finally {
    await servers.close()
  }
}

function serversOf({ scale, postgres, mongodb, qdrant }: Servers): { scale?: number; postgres?: string; mongodb?: string; qdrant?: string } {
  return Object.fromEntries(Object.entries({ scale, postgres, mongodb, qdrant }).filter(([, value]) => value !== undefined))
}

function portOfEnvironment(): number | undefined {
  return process.env['PORT'] === undefined ? undefined : parsePort(process.env['PORT'])
}
function parsePort(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) throw new InvalidArgumentError('Expected a number from 0 to 65535.')
  return Number(text)
}
function parseUrl(text: string): string {
  if (!URL.canParse(text) || !/^https?:/.test(text)) throw new InvalidArgumentError('Expected something like http://127.0.0.1:4000/.')
  return text
}
function parseScale(text: string): number {
  if (!/^\d+(\.\d+)?$/.test(text) || Number(text) <= 0 || Number(text) > 1000) throw new InvalidArgumentError('Expected a number above 0, at most 1000.')
  return Number(text)
}

try {
  await program.parseAsync()
} catch (error) {
  if (!(error instanceof CommanderError)) throw error
  process.exitCode = error.exitCode === 0 ? 0 : 2
}
