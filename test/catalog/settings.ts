import type { CatalogSettings, SourceSetting } from '../../src/catalog/compilation.ts'

const source = (name: string, kind: SourceSetting['kind']): [string, SourceSetting] => [name, { name, kind, enabled: true, priority: 1 }]

/** One source of each kind, as in the demo company; times lie in Berlin, so that zones show. */
export const SETTINGS: CatalogSettings = {
  sources: new Map([source('shop', 'postgres'), source('support', 'mongodb'), source('knowledge', 'qdrant'), source('chat', 'slack')]),
  timeZone: 'Europe/Berlin',
}
