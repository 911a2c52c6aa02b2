import type { ExitCode } from '../exit-code.ts'
import type { Terminal } from '../terminal.ts'
import { untilEnded } from '../until-ended.ts'
import { openSandbox, type DemoOptions } from './demo.ts'

/** The servers and the demo company alone: prints the environment that points a project at them, then stays. */
export async function sandbox({ projectDir, sandbox: options }: Pick<DemoOptions, 'projectDir' | 'sandbox'>, terminal: Terminal): Promise<ExitCode> {
  const servers = await openSandbox(projectDir, options, terminal)
  try {
    const ended = untilEnded()
    if (terminal.json) terminal.printJson({ event: 'ready', env: servers.env })
    else terminal.print(Object.entries(servers.env).map(([name, value]) => `${name}=${value}`).join('\n'))
    await ended
    return 0
  } finally {
    await servers.close()
  }
}
