import { writeFile } from 'node:fs/promises'
import { createEmbedder } from '../../embeddings/embedder.ts'
import { CrossgraphError } from '../../errors.ts'
import { openSources } from '../../gateway.ts'
import { printSdl } from '../../introspect/print-sdl.ts'
import { hintFor } from '../../nearest-name.ts'
import type { ExitCode } from '../exit-code.ts'
import { openLog } from '../log.ts'
import { openSettings, type Environment } from '../open-project.ts'
import type { Terminal } from '../terminal.ts'

export interface IntrospectOptions { readonly projectDir: string; readonly env: Environment; readonly source: string; readonly out?: string | undefined }

/** A first SDL for a source, from what the live database tells of itself. The project need not have a schema yet. */
export async function introspect({ projectDir, env, source: name, out }: IntrospectOptions, terminal: Terminal): Promise<ExitCode> {
  const embedder = createEmbedder()
  const sources = openSources({ projectDir, log: openLog(), ...openSettings(projectDir, env, terminal) }, embedder)
  try {
    const source = sources.get(name)
    if (source === undefined) throw new CrossgraphError('CONFIG_UNKNOWN_SOURCE', `There is no source ${name} that is switched on.`, { hint: hintFor(name, [...sources.keys()]) })
    terminal.progress(`Reading ${name} …`)
    const sdl = printSdl(name, source.kind, await source.introspect())
    if (out === undefined) terminal.print(sdl)
    else await writeFile(out, sdl)
    return 0
  } finally {
    await Promise.all([...[...sources.values()].map((source) => source.close()), embedder.close()])
  }
}
