/** `crossgraph.yaml` as the file says it: what `crossgraph.schema.json` lets pass, before defaults and units. */
export type RawDuration = string | number
export type RawBytes = string | number

export interface RawConfig {
  readonly cross_database?: { readonly max_parallel_queries?: number; readonly result_limit?: number; readonly default_timeout?: RawDuration }
  readonly clock?: string
  readonly time_zone?: string
  readonly week_start?: string
  readonly year_start?: number
  readonly sources: Readonly<Record<string, RawSource>>
  readonly server?: RawServer
  readonly cache?: { readonly enabled?: boolean; readonly uri?: string; readonly bytes?: RawBytes; readonly max_age?: RawDuration; readonly stale_if_error?: RawDuration }
  readonly llm?: RawLlm
  readonly auth?: RawAuth
  readonly ask?: RawAsk
  readonly store?: { readonly path?: string; readonly bytes?: RawBytes }
}

export interface RawLimits {
  readonly concurrency?: number
  readonly queue?: number
  readonly timeout?: RawDuration
  readonly wait?: RawDuration
  readonly rows?: number
  readonly bytes?: RawBytes
  readonly keys?: number
}
export type RawTls = boolean | { readonly ca?: string; readonly cert?: string; readonly key?: string; readonly verify?: boolean }

interface RawCommonSource {
  readonly enabled?: boolean
  readonly description?: string
  readonly priority?: number
  readonly limits?: RawLimits
  readonly tls?: RawTls
}
export type RawSource = RawCommonSource & (
  | { readonly kind: 'postgres'; readonly uri: string; readonly schema?: string }
  | { readonly kind: 'mongodb'; readonly uri: string; readonly database?: string }
  | { readonly kind: 'qdrant'; readonly url: string; readonly api_key?: string }
  | { readonly kind: 'slack'; readonly token: string; readonly api_url?: string; readonly refresh?: RawDuration })

export interface RawServer {
  readonly host?: string
  readonly port?: number
  readonly drain_delay?: RawDuration
  readonly drain_timeout?: RawDuration
  readonly required_sources?: readonly string[]
  readonly text_path?: boolean
  readonly graphiql?: boolean
  readonly introspection?: boolean
  readonly cors?: { readonly origins?: readonly string[]; readonly credentials?: boolean; readonly max_age?: RawDuration }
  readonly limits?: {
    readonly body?: RawBytes
    readonly response?: RawBytes
    readonly tokens?: number
    readonly aliases?: number
    readonly root_fields?: number
    readonly depth?: number
    readonly cost?: number
  }
}

export interface RawLlm {
  readonly base_url?: string
  readonly api_key?: string
  readonly model?: string
  readonly embedding_model?: string
  readonly timeout?: RawDuration
  readonly concurrency?: number
  readonly queue?: number
}

export interface RawAuth {
  readonly required?: boolean
  readonly issuer?: string
  readonly audience?: string
  readonly jwks_url?: string
  readonly secret?: string
  readonly algorithms?: readonly string[]
  readonly roles_claim?: string
  readonly roles?: readonly string[]
  readonly claims?: readonly string[]
}

export interface RawBudget {
  readonly rows?: number
  readonly calls?: number
  readonly bytes?: RawBytes
  readonly cost?: number
  readonly time?: RawDuration
}
export interface RawAsk {
  readonly budget?: { readonly confirm?: RawBudget; readonly refuse?: RawBudget }
  readonly timeout?: RawDuration
  readonly max_rows?: number
  readonly analyse?: boolean
}
