import type { ScalarName } from '../../catalog/model.ts'
import type { Codec, Site } from './codec.ts'
import { enumCodec } from './codec-enum.ts'
import { wholeJsonCodec } from './codec-json-whole.ts'
import { booleanCodec, numberCodec } from './codec-number.ts'
import { idCodec, textCodec, uuidCodec } from './codec-text.ts'
import { dayCodec, instantCodec } from './codec-time.ts'
import type { ColumnType } from './column-type.ts'

/** One value of a column that is not JSON. */
export function scalarCodec(site: Site, type: ColumnType): Codec {
  if (site.field.type.kind === 'enum') return enumCodec(site, type)
  switch (site.field.type.name as ScalarName) {
    case 'ID': return idCodec(site, type)
    case 'String': return textCodec(type)
    case 'UUID': return uuidCodec(site, type)
    case 'Boolean': return booleanCodec(site, type)
    case 'DateTime': return instantCodec(site, type)
    case 'Date': return dayCodec(site, type)
    case 'Int':
    case 'BigInt':
    case 'Float':
    case 'Decimal': return numberCodec(site, type)
    case 'JSON': return wholeJsonCodec(site, type)
  }
}
