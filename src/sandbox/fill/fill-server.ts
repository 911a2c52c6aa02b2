import type { Company } from '../company/company.ts'
import type { SandboxServer } from '../servers.ts'
import type { FillOutcome } from './fill-postgres.ts'
import { createEmbedder } from '../../embeddings/embedder.ts'
import { CrossgraphError } from '../../errors.ts'
import { rememberVectors } from '../embeddings/remembering-embedder.ts'
import { fillMongo } from './fill-mongo.ts'
import { fillPostgres } from './fill-postgres.ts'
import { fillQdrant } from './fill-qdrant.ts'

export interface Filling {
  readonly company: Company
  readonly cacheDir: string
  /** Which embedding model the project uses: `CROSSGRAPH_EMBEDDING_MODEL` and where it is reached. */
  readonly env: NodeJS.ProcessEnv
  readonly onProgress: (text: string) => void
}

/** Writes the company's part into a server. What its driver says of an address that nobody answers on is told in our words. */
export async function fillServer(filling: Filling, server: SandboxServer): Promise<FillOutcome> {
  try {
    const outcome = await fillByName(filling, server)
    // Two first starts at once may be in each other's way here: then neither has lost more than time.
    if (outcome === 'filled') await server.keep?.().catch(() => undefined)
    return outcome
  } catch (cause) {
    if (cause instanceof CrossgraphError) throw cause
    throw new CrossgraphError('CONFIG_SANDBOX', `the demo company could not be written into ${server.name} (${server.description})`, { hint: 'Is the server there, and may its user create tables?', cause })
  }
}

async function fillByName(filling: Filling, { name, address }: SandboxServer): Promise<FillOutcome> {
  switch (name) {
    case 'postgres': return fillPostgres(address, filling.company)
    case 'mongodb': return fillMongo(address, filling.company)
    case 'qdrant': return fillVectors(filling, address)
    case 'slack': return 'recognised'
  }
}

async function fillVectors({ company, cacheDir, env, onProgress }: Filling, url: string): Promise<FillOutcome> {
  const embedder = createEmbedder({ baseUrl: env['OPENAI_BASE_URL'], apiKey: env['OPENAI_API_KEY'], model: env['CROSSGRAPH_EMBEDDING_MODEL'] })
  try {
    return await fillQdrant(url, company, rememberVectors({ embedder, cacheDir, onProgress: (done, of) => onProgress(`qdrant: ${done} of ${of} texts embedded`) }))
  } finally {
    await embedder.close()
  }
}
