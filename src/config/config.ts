import type { Place } from '../errors.ts'
import type { Secret } from './secret.ts'

/** `crossgraph.yaml`, read and checked, with every default filled in. Times are milliseconds, sizes bytes. */
export interface Config {
  readonly crossDatabase: CrossDatabaseConfig
  /** ISO 8601; what "now" means for relative times. Undefined: the present. */
  readonly clock: string | undefined
  /** IANA name. */
  readonly timeZone: string
  /** 1 = Monday … 7 = Sunday. */
  readonly weekStart: number
  /** First month of the fiscal year, 1 … 12. */
  readonly yearStart: number
  /** Those with `enabled: false` included, as far as the environment has their variables. */
  readonly sources: ReadonlyMap<string, SourceConfig>
  readonly server: ServerConfig
  readonly cache: CacheConfig
  /** Null: no key and no base URL, so the built-in planner. */
  readonly llm: LlmConfig | null
  readonly auth: AuthConfig | null
  readonly ask: AskConfig
  readonly store: StoreConfig
}

export interface CrossDatabaseConfig {
  readonly maxParallelQueries: number
  readonly resultLimit: number
  /** One query, and one question, as a whole. */
  readonly requestTimeoutMs: number
  readonly askTimeoutMs: number
}

export interface SourceLimits {
  readonly concurrency: number
  readonly queue: number
  readonly timeoutMs: number
  /** Waiting for a connection. */
  readonly waitMs: number
  readonly rows: number
  readonly bytes: number
  readonly keys: number
}

/** `ca`, `cert`, `key` are paths of files, relative to the project. */
export interface TlsConfig {
  readonly enabled: boolean
  readonly ca?: string | undefined
  readonly cert?: string | undefined
  readonly key?: string | undefined
  readonly verify: boolean
}

interface CommonSourceConfig {
  readonly name: string
  readonly enabled: boolean
  readonly description?: string | undefined
  /** 1 is asked first. */
  readonly priority: number
  readonly limits: SourceLimits
  /** Undefined: as the URI says. */
  readonly tls?: TlsConfig | undefined
  readonly place: Place
}
export interface PostgresConfig extends CommonSourceConfig {
  readonly kind: 'postgres'
  readonly uri: Secret
  /** Of tables that are named without one. */
  readonly schema: string
}
export interface MongodbConfig extends CommonSourceConfig {
  readonly kind: 'mongodb'
  readonly uri: Secret
  /** Undefined: the one that the URI names. */
  readonly database?: string | undefined
}
export interface QdrantConfig extends CommonSourceConfig {
  readonly kind: 'qdrant'
  readonly url: Secret
  readonly apiKey?: Secret | undefined
}
export interface SlackConfig extends CommonSourceConfig {
  readonly kind: 'slack'
  readonly token: Secret
  readonly apiUrl: Secret
  /** How old the store's copy may be before fresh pages are read. */
  readonly refreshMs: number
}
export type SourceConfig = PostgresConfig | MongodbConfig | QdrantConfig | SlackConfig

export interface ServerConfig {
  readonly host: string
  /** 0 takes a free one. */
  readonly port: number
  readonly drainDelayMs: number
  readonly drainTimeoutMs: number
  readonly requiredSources: readonly string[]
  readonly textPath: boolean
  readonly graphiql: boolean
  readonly introspection: boolean
  readonly cors: { readonly origins: readonly string[]; readonly credentials: boolean; readonly maxAgeMs: number }
  readonly limits: RequestLimits
}
export interface RequestLimits {
  readonly body: number
  readonly response: number
  readonly tokens: number
  readonly aliases: number
  readonly rootFields: number
  readonly depth: number
  readonly cost: number
}

export interface LlmConfig {
  readonly baseUrl?: Secret | undefined
  readonly apiKey?: Secret | undefined
  readonly model?: string | undefined
  readonly embeddingModel?: string | undefined
  readonly timeoutMs: number
  readonly concurrency: number
  readonly queue: number
}

export interface CacheConfig {
  readonly enabled: boolean
  readonly uri?: Secret | undefined
  readonly bytes: number
  readonly maxAgeMs: number
  readonly staleIfErrorMs: number
}

export interface AuthConfig {
  readonly required: boolean
  readonly issuer?: string | undefined
  readonly audience?: string | undefined
  readonly jwksUrl?: Secret | undefined
  readonly secret?: Secret | undefined
  readonly algorithms: readonly string[]
  readonly rolesClaim: string
  readonly roles: readonly string[]
  readonly claims: readonly string[]
}

export interface Budget {
  readonly rows?: number | undefined
  readonly calls?: number | undefined
  readonly bytes?: number | undefined
  readonly cost?: number | undefined
  readonly timeMs?: number | undefined
}
export interface AskConfig {
  readonly budget: { readonly confirm: Budget; readonly refuse: Budget }
  readonly maxRows: number
  readonly analyse: boolean
}

export interface StoreConfig {
  /** A folder, relative to the project. */
  readonly path: string
  readonly bytes: number
}
