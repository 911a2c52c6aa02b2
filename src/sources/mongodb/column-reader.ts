import { Decimal128 } from 'mongodb'
import type { Field, FieldType } from '../../catalog/model.ts'
import { decodeFloat } from './codec-number.ts'
import { fieldReader } from './decode.ts'
import type { Reader, ReadingSite } from './decode.ts'
import { misfitOf } from './misfit.ts'

/** A value that the server worked out: of the field's type, but no longer in the form it is stored in. */
export function columnReader(site: ReadingSite, field: Pick<Field, 'name' | 'type'> | Field): Reader {
  if (field.type.name === 'Float') return floatReader(site)
  return fieldReader(site, computedField(field.name, field.type, 'storedType' in field ? field.storedType : undefined))
}

const KEPT = new Set<Field['storedType']>(['OBJECT_ID', 'UUID', 'INT64', 'DECIMAL', 'DOUBLE'])

function computedField(name: string, type: FieldType, storedType: Field['storedType']): Field {
  const kept = KEPT.has(storedType) && type.name !== 'DateTime' ? storedType : undefined
  return { name, type, nonNull: false, list: false, elementNonNull: false, column: [name], storedType: kept, score: false, hidden: false, synonyms: [], place: { file: '', line: 0, column: 0 } }
}

/** The double nearest to a quotient of 34 digits. */
function floatReader(site: ReadingSite): Reader {
  const misfit = misfitOf(site.source, site.label, 'Float')
  return (wire) => {
    if (wire === null || wire === undefined) return null
    if (!(wire instanceof Decimal128)) return decodeFloat(wire, misfit)
    const value = Number(wire.toString())
    return Number.isFinite(value) ? value : misfit()
  }
}
