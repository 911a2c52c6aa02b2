import type { Place } from '../errors.ts'
import type { SourceConfig, SourceLimits, TlsConfig } from './config.ts'
import type { RawLimits, RawSource, RawTls } from './raw-config.ts'
import { Secret } from './secret.ts'
import { parseBytes, parseDuration } from './units.ts'

const COMMON_LIMITS = { queue: 200, waitMs: 500, rows: 10_000, bytes: 8_000_000, keys: 1_000 }

/** The numbers of `limits.md`. */
const DEFAULT_LIMITS: Readonly<Record<SourceConfig['kind'], SourceLimits>> = {
  postgres: { ...COMMON_LIMITS, concurrency: 20, timeoutMs: 3_000, keys: 10_000 },
  mongodb: { ...COMMON_LIMITS, concurrency: 50, timeoutMs: 3_000 },
  qdrant: { ...COMMON_LIMITS, concurrency: 20, timeoutMs: 2_000 },
  slack: { ...COMMON_LIMITS, concurrency: 5, timeoutMs: 3_000 },
}

/** Sources without a `priority` come after those with one. */
const LAST_PRIORITY = 100

/** One source with its defaults filled in. */
export function buildSource(name: string, raw: RawSource, place: Place): SourceConfig {
  const common = {
    name, place,
    enabled: raw.enabled ?? true,
    description: raw.description,
    priority: raw.priority ?? LAST_PRIORITY,
    limits: buildLimits(raw.limits ?? {}, DEFAULT_LIMITS[raw.kind]),
    tls: raw.tls === undefined ? undefined : buildTls(raw.tls),
  }
  switch (raw.kind) {
    case 'postgres': return { ...common, kind: raw.kind, uri: new Secret(raw.uri), schema: raw.schema ?? 'public' }
    case 'mongodb': return { ...common, kind: raw.kind, uri: new Secret(raw.uri), database: raw.database }
    case 'qdrant': return { ...common, kind: raw.kind, url: new Secret(raw.url), apiKey: secretOf(raw.api_key) }
    case 'slack': return {
      ...common, kind: raw.kind,
      token: new Secret(raw.token),
      apiUrl: new Secret(raw.api_url ?? 'https://slack.com/api/'),
      refreshMs: parseDuration(raw.refresh ?? '30s'),
    }
  }
}

/** An empty text, which `${NAME:-}` leaves when the variable is not set, is none. */
export const secretOf = (text: string | undefined): Secret | undefined => (text === undefined || text === '' ? undefined : new Secret(text))

const buildLimits = (raw: RawLimits, defaults: SourceLimits): SourceLimits => ({
  concurrency: raw.concurrency ?? defaults.concurrency,
  queue: raw.queue ?? defaults.queue,
  timeoutMs: raw.timeout === undefined ? defaults.timeoutMs : parseDuration(raw.timeout),
  waitMs: raw.wait === undefined ? defaults.waitMs : parseDuration(raw.wait),
  rows: raw.rows ?? defaults.rows,
  bytes: raw.bytes === undefined ? defaults.bytes : parseBytes(raw.bytes),
  keys: raw.keys ?? defaults.keys,
})

function buildTls(raw: RawTls): TlsConfig {
  if (typeof raw === 'boolean') return { enabled: raw, verify: true }
  return { enabled: true, ca: raw.ca, cert: raw.cert, key: raw.key, verify: raw.verify ?? true }
}
