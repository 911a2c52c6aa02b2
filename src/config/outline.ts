import type { YamlFile, YamlMap, YamlValue } from './read-yaml.ts'

const KINDS = ['postgres', 'mongodb', 'qdrant', 'slack'] as const
export type OutlinedKind = (typeof KINDS)[number]

/** What the catalog needs to know of the configuration. A kind that is wrong is left open, so that nothing else is said of it. */
export interface ConfigOutline {
  readonly sources: ReadonlyMap<string, { readonly name: string; readonly kind: OutlinedKind | null; readonly enabled: boolean; readonly description: string | undefined; readonly priority: number }>
  readonly timeZone: string
  /** Whether the list of sources could be read at all; if not, an unknown source is no problem of the schema. */
  readonly readable: boolean
}

/** As much as can be told from a file that may be faulty. */
export function outlineOf(file: YamlFile): ConfigOutline {
  const root = mapOf(file.value)
  const sources = mapOf(root['sources'])
  return {
    readable: Object.keys(sources).length > 0,
    timeZone: typeof root['time_zone'] === 'string' ? root['time_zone'] : 'UTC',
    sources: new Map(Object.entries(sources).map(([name, value]) => [name, outlineSource(name, mapOf(value))])),
  }
}

function outlineSource(name: string, raw: YamlMap) {
  return {
    name,
    kind: KINDS.find((kind) => kind === raw['kind']) ?? null,
    enabled: raw['enabled'] !== false && raw['enabled'] !== 'false',
    description: typeof raw['description'] === 'string' ? raw['description'] : undefined,
    priority: typeof raw['priority'] === 'number' ? raw['priority'] : 100,
  }
}

const mapOf = (value: YamlValue | undefined): YamlMap => (typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {})
