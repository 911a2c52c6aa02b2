import type { Place } from '../errors.ts'
import { buildSource, secretOf } from './build-source.ts'
import type { AskConfig, AuthConfig, Budget, CacheConfig, Config, CrossDatabaseConfig, LlmConfig, ServerConfig } from './config.ts'
import type { RawAsk, RawAuth, RawBudget, RawConfig, RawLlm, RawServer } from './raw-config.ts'
import { parseBytes, parseDuration } from './units.ts'

const WEEK_DAYS = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY']

export interface BuildContext {
  readonly placeOf: (source: string) => Place
  /** Where the file names no port: `PORT` of the environment. */
  readonly port: number | undefined
}

/** The checked file with every default of `limits.md` filled in, in milliseconds and bytes. */
export function buildConfig(raw: RawConfig, context: BuildContext): Config {
  const crossDatabase = buildCrossDatabase(raw)
  return {
    crossDatabase,
    clock: raw.clock === undefined ? undefined : new Date(raw.clock).toISOString(),
    timeZone: raw.time_zone ?? 'UTC',
    weekStart: WEEK_DAYS.indexOf(raw.week_start ?? 'MONDAY') + 1,
    yearStart: raw.year_start ?? 1,
    sources: new Map(Object.entries(raw.sources).map(([name, source]) => [name, buildSource(name, source, context.placeOf(name))])),
    server: buildServer(raw.server ?? {}, context.port),
    cache: buildCache(raw.cache ?? {}),
    llm: buildLlm(raw.llm ?? {}),
    auth: raw.auth === undefined ? null : buildAuth(raw.auth),
    ask: buildAsk(raw.ask ?? {}, crossDatabase),
    store: { path: raw.store?.path ?? '.crossgraph', bytes: parseBytes(raw.store?.bytes ?? '4GB') },
  }
}

function buildCrossDatabase(raw: RawConfig): CrossDatabaseConfig {
  const { max_parallel_queries, result_limit, default_timeout } = raw.cross_database ?? {}
  return {
    maxParallelQueries: max_parallel_queries ?? 4,
    resultLimit: result_limit ?? 1_000,
    requestTimeoutMs: parseDuration(default_timeout ?? '10s'),
    askTimeoutMs: parseDuration(raw.ask?.timeout ?? default_timeout ?? '30s'),
  }
}

function buildServer(raw: RawServer, port: number | undefined): ServerConfig {
  const { limits = {}, cors = {} } = raw
  return {
    host: raw.host ?? '127.0.0.1',
    port: raw.port ?? port ?? 4_000,
    drainDelayMs: parseDuration(raw.drain_delay ?? '500ms'),
    drainTimeoutMs: parseDuration(raw.drain_timeout ?? '10s'),
    requiredSources: raw.required_sources ?? [],
    textPath: raw.text_path ?? true,
    graphiql: raw.graphiql ?? true,
    introspection: raw.introspection ?? true,
    cors: { origins: cors.origins ?? [], credentials: cors.credentials ?? false, maxAgeMs: parseDuration(cors.max_age ?? '10m') },
    limits: {
      body: parseBytes(limits.body ?? '1MB'),
      response: parseBytes(limits.response ?? '16MB'),
      tokens: limits.tokens ?? 2_000,
      aliases: limits.aliases ?? 30,
      rootFields: limits.root_fields ?? 20,
      depth: limits.depth ?? 12,
      cost: limits.cost ?? 1_000_000,
    },
  }
}

const buildCache = (raw: NonNullable<RawConfig['cache']>): CacheConfig => ({
  enabled: raw.enabled ?? true,
  uri: secretOf(raw.uri),
  bytes: parseBytes(raw.bytes ?? '64MB'),
  maxAgeMs: parseDuration(raw.max_age ?? 0),
  staleIfErrorMs: parseDuration(raw.stale_if_error ?? 0),
})

/** A key or a base URL turns the model on. */
function buildLlm(raw: RawLlm): LlmConfig | null {
  const baseUrl = secretOf(raw.base_url)
  const apiKey = secretOf(raw.api_key)
  if (baseUrl === undefined && apiKey === undefined) return null
  return {
    baseUrl, apiKey,
    model: textOf(raw.model),
    embeddingModel: textOf(raw.embedding_model),
    timeoutMs: parseDuration(raw.timeout ?? '15s'),
    concurrency: raw.concurrency ?? 4,
    queue: raw.queue ?? 16,
  }
}

const textOf = (text: string | undefined): string | undefined => (text === '' ? undefined : text)

const buildAuth = (raw: RawAuth): AuthConfig => ({
  required: raw.required ?? true,
  issuer: raw.issuer,
  audience: raw.audience,
  jwksUrl: secretOf(raw.jwks_url),
  secret: secretOf(raw.secret),
  algorithms: raw.algorithms ?? [],
  rolesClaim: raw.roles_claim ?? 'roles',
  roles: raw.roles ?? [],
  claims: raw.claims ?? [],
})

const buildAsk = (raw: RawAsk, { resultLimit }: CrossDatabaseConfig): AskConfig => ({
  budget: { confirm: buildBudget(raw.budget?.confirm ?? {}), refuse: buildBudget(raw.budget?.refuse ?? {}) },
  maxRows: raw.max_rows ?? resultLimit,
  analyse: raw.analyse ?? true,
})

const buildBudget = (raw: RawBudget): Budget => ({
  rows: raw.rows,
  calls: raw.calls,
  bytes: raw.bytes === undefined ? undefined : parseBytes(raw.bytes),
  cost: raw.cost,
  timeMs: raw.time === undefined ? undefined : parseDuration(raw.time),
})
