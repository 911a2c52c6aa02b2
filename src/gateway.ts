import { join } from 'node:path'
import type { Logger } from 'pino'
import { entityOf, type Catalog } from './catalog/model.ts'
import type { Config, SlackConfig, SourceConfig } from './config/config.ts'
import { createDoor, type Door } from './door/door.ts'
import { createEmbedder, type Embedder } from './embeddings/embedder.ts'
import { createGraph, type ExecutableGraph } from './graph/create-graph.ts'
import { lowerPredicate } from './plan/lower-predicate.ts'
import { createMongoSource } from './sources/mongodb/source.ts'
import { createPostgresSource } from './sources/postgres/source.ts'
import { createQdrantSource } from './sources/qdrant/source.ts'
import { createSlackSource } from './sources/slack/source.ts'
import type { Source } from './sources/source.ts'

/** A project, compiled and connected. Opening one sends nothing: a source that is down is met by the first fetch that needs it. */
export interface Gateway {
  readonly catalog: Catalog
  readonly config: Config
  readonly sources: ReadonlyMap<string, Source>
  readonly door: Door
  readonly graph: ExecutableGraph
  close(): Promise<void>
}

export interface GatewayOptions {
  readonly projectDir: string
  readonly config: Config
  readonly catalog: Catalog
  readonly log: Logger
  /** Where copies of sources are kept; without it, the project's `store.path`. */
  readonly storeDir?: string | undefined
}

/** The composition root: the one place that names concrete sources and models. */
export function openGateway(options: GatewayOptions): Gateway {
  const { config, catalog, log } = options
  const embedder = createEmbedder(embedderOptions(config))
  const sources = openSources(options, embedder)
  const door = createDoor({ catalog, sources, limits: new Map([...config.sources].map(([name, source]) => [name, source.limits])), log, maxParallel: config.crossDatabase.maxParallelQueries })
  const graph = createGraph({
    catalog, sources, runFetch: door.runFetch,
    settings: { resultLimit: config.crossDatabase.resultLimit },
    lowerPredicate: (scope, entity, predicate) => lowerPredicate(scope, { entity, predicate }, {
      catalog, runFetch: door.runFetch,
      keyProblem: (name, fields, types, key) => sources.get(entityOf(catalog, name).source)?.keyProblem(name, fields, types, key) ?? null,
    }),
    reportBug: (error) => log.error({ err: error }, 'a bug met a request'),
  })
  for (const source of sources.values()) source.start?.()
  const closing = new AbortController()
  warmUp(catalog, embedder, { log, closing: closing.signal })
  return {
    catalog, config, sources, door, graph,
    close: async () => {
      closing.abort()
      await door.close()
      await embedder.close()
    },
  }
}

/** The model that embeds questions takes a second to load: not within the first search. */
function warmUp(catalog: Catalog, embedder: Embedder, { log, closing }: { readonly log: Logger; readonly closing: AbortSignal }): void {
  const searches = [...catalog.entities.values()].some((entity) => entity.stored.kind === 'qdrant')
  if (searches) embedder.embed(['warm']).catch((error: unknown) => { if (!closing.aborted) log.warn({ err: error }, 'the embedding model did not load') })
}

/** The sources of the configuration that are switched on. */
export function openSources(options: GatewayOptions, embedder: Embedder): ReadonlyMap<string, Source> {
  const enabled = [...options.config.sources.values()].filter((source) => source.enabled)
  return new Map(enabled.map((source) => [source.name, openSource(source, options, embedder)]))
}

function openSource(source: SourceConfig, options: GatewayOptions, embedder: Embedder): Source {
  const { catalog } = options
  const { name, limits } = source
  switch (source.kind) {
    case 'postgres': return createPostgresSource({ name, catalog, limits, uri: source.uri.reveal() })
    case 'mongodb': return createMongoSource({ name, catalog, limits, uri: source.uri.reveal(), database: source.database })
    case 'qdrant': return createQdrantSource({ name, catalog, limits, embedder, url: source.url.reveal(), apiKey: source.apiKey?.reveal() })
    case 'slack': return openSlack(source, options)
  }
}

function openSlack(source: SlackConfig, { projectDir, config, catalog, log, storeDir = join(projectDir, config.store.path) }: GatewayOptions): Source {
  const storePath = join(storeDir, `slack-${source.name}.db`)
  const { name, limits, refreshMs } = source
  return createSlackSource({ name, catalog, limits, log, storePath, token: source.token.reveal(), apiUrl: source.apiUrl.reveal(), maxAgeMs: refreshMs })
}

function embedderOptions({ llm }: Config): Parameters<typeof createEmbedder>[0] {
  if (llm === null || llm.embeddingModel === undefined) return {}
  return { baseUrl: llm.baseUrl?.reveal(), apiKey: llm.apiKey?.reveal(), model: llm.embeddingModel }
}
