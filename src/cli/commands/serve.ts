import { GraphQLError } from 'graphql'
import type { Logger } from 'pino'
import { openGateway } from '../../gateway.ts'
import { startServer, type RunningServer } from '../../server/start-server.ts'
import type { ExitCode } from '../exit-code.ts'
import { openLog } from '../log.ts'
import { openProject, type Environment } from '../open-project.ts'
import type { Terminal } from '../terminal.ts'
import { untilEnded } from '../until-ended.ts'
import { watchProject } from '../watch-project.ts'

export interface ServeOptions {
  readonly projectDir: string
  readonly env: Environment
  /** On the clock of `performance.now()`, when the command began. */
  readonly began: number
  readonly storeDir?: string | undefined
  readonly host?: string | undefined
  readonly port?: number | undefined
  /** What the ready line tells of each source. */
  readonly describeSources: (kinds: ReadonlyMap<string, string>) => Readonly<Record<string, unknown>>
}

/** The gateway over the project's sources until it is told to end; reloads when the project's files change. */
export async function serve(options: ServeOptions, terminal: Terminal): Promise<ExitCode> {
  const { server, stopWatching } = await startServing(options, terminal)
  const { config } = server.live.current()
  const kinds = new Map([...config.sources.values()].filter((source) => source.enabled).map((source) => [source.name, source.kind]))
  const ready = { event: 'ready', url: server.url, sources: options.describeSources(kinds), ms: Math.round(performance.now() - options.began) }
  const ended = untilEnded() // before anybody learns that there is something to end
  if (terminal.json) terminal.printJson(ready)
  else terminal.print(`Ready in ${ready.ms} ms: GraphiQL at ${server.url}, the graph at ${server.url}graphql`)
  const signal = await ended
  await Promise.all([stopWatching(), server.stop({ drainDelayMs: signal === 'SIGTERM' ? config.server.drainDelayMs : 0 })])
  return 0
}

async function startServing({ projectDir, env, storeDir, host, port }: ServeOptions, terminal: Terminal): Promise<{ server: RunningServer; stopWatching: () => Promise<void> }> {
  const log = openLog()
  surviveRejections(log)
  const open = () => openGateway({ projectDir, log, storeDir, ...openProject(projectDir, env, terminal) })
  const gateway = open()
  const server = await startServer(gateway, { host: host ?? gateway.config.server.host, port: port ?? gateway.config.server.port, log })
  const stopWatching = watchProject(projectDir, async () => {
    try {
      await server.live.replace(open())
      terminal.progress('The project was read anew.')
    } catch (error) {
      terminal.fail(error)
      terminal.progress('The schema that was served before stays.')
    }
  })
  return { server, stopWatching }
}

/** graphql-js leaves the later failures of a list unhandled once an earlier one has settled its answer; they were told, or are nobody's any more. */
function surviveRejections(log: Logger): void {
  process.on('unhandledRejection', (reason) => {
    if (reason instanceof GraphQLError) log.debug({ err: reason }, 'a failure came after its answer')
    else log.error({ err: reason }, 'a rejection that nobody handled')
  })
}
