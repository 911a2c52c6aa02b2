import type { SourceKind, SourceShape } from '../../src/sources/source.ts'
import { column, shape, table } from '../check/shapes.ts'

export interface NastyShape {
  readonly kind: SourceKind
  readonly live: SourceShape
  /** `Type: fields` of each entity that must come of it. */
  readonly entities: readonly string[]
}

const ID = column('id', 'Int')
const postgres = (entities: readonly string[], ...objects: Parameters<typeof shape>[0]): NastyShape => ({ kind: 'postgres', live: shape(objects), entities })
const columns = (...names: readonly string[]) => [ID, ...names.map((name) => column(name, 'Int'))]

/** Databases whose names are no names of GraphQL, or meet when they are made ones. */
export const NASTY: Readonly<Record<string, NastyShape>> = {
  'words of SQL and of filters': postgres(['Order: id select from order and2 not2 or2'], table('order', columns('select', 'from', 'order', 'and', 'not', 'or'))),
  'mixed case, spaces and signs': postgres(['UserDatum: id userName eMail a2ndName naiveName'], table('User Data', columns('UserName', 'e-Mail', 'a2nd name', 'naïve name'))),
  'names that meet after casing': postgres(['Thing: id userId userId2 userId3'], table('things', columns('user_id', 'userId', 'UserID'))),
  'an underscore before an id': postgres(['Thing: id id2'], table('things', columns('_id'))),
  'digits first': postgres(['_2faCode: id _3d'], table('2fa_codes', columns('3d'))),
  'no letter of GraphQL at all': postgres(['Thing: id field field2'], table('商品', columns('名前', '値段'))),
  'dots and quotes': postgres(['BCD: id aBC'], table('a.b"c\\d', columns('a.b\\"c'))),
  'tables that meet': postgres(['Person: id', 'Person2: id', 'Person3: id'], table('people', [ID]), table('person', [ID]), table('hr.people', [ID])),
  'types of the graph and of GraphQL': postgres(['Query2: id', 'String2: id', 'PageInfo2: id', 'Answer2: id'], table('queries', [ID]), table('strings', [ID]), table('page_info', [ID]), table('answers', [ID])),
  'types that are generated': postgres(['Order: id', 'OrderConnection2: id', 'OrderWhere2: id'], table('orders', [ID]), table('order_connections', [ID]), table('order_where', [ID])),
  'root fields that are generated': postgres(['Order: id', 'OrdersConnectionRow: id', 'AskRow: id'], table('orders', [ID]), table('orders_connection', [ID]), table('ask', [ID])),
  'one and many alike': postgres(['News: id', 'Sheep: id'], table('news', [ID]), table('sheep', [ID])),
  'fields that a link generates': postgres(['Person: id pets petsConnection', 'Pet: id personId'],
    table('people', columns('pets', 'petsConnection')), table('pets', columns('person_id'), { foreignKeys: [{ fields: ['person_id'], target: 'people', targetFields: ['id'] }] })),
  'a foreign key called like its link': postgres(['Person: id', 'Pet: id owner'],
    table('people', [ID]), table('pets', columns('owner'), { foreignKeys: [{ fields: ['owner'], target: 'people', targetFields: ['id'] }] })),
  'enums of any text': {
    kind: 'postgres', entities: ['Thing: id mood none'],
    live: shape([table('things', [ID, column('mood', 'app.mood kind'), column('none', 'empty')])], [
      { name: 'app.mood kind', values: ['', ' ', 'a b', 'a-b', 'A_B', 'true', 'null', '__x', '1st', 'größe', 'ok'] }, { name: 'empty', values: [] },
    ]),
  },
  'types that no scalar fits': { kind: 'mongodb', entities: ['Thing: id what shape'], live: shape([table('things', [column('_id', 'String'), column('what', 'regex'), column('shape', 'object')], { kind: 'collection', key: ['_id'] })]) },
  'embedded types that meet': {
    kind: 'mongodb', entities: ['Thing: id part parts', 'ThingPart3: id'],
    live: shape([
      table('things', [column('_id', 'String'), column('part', 'object', { fields: [column('a', 'Int')] }), column('parts', 'object', { list: true, fields: [column('and', 'object', { fields: [column('$b.c', 'Int')] })] })], { kind: 'collection', key: ['_id'] }),
      table('thing_parts', [column('_id', 'Int')], { kind: 'collection', key: ['_id'] }),
    ]),
  },
  'a key of several parts': { kind: 'mongodb', entities: [], live: shape([table('things', [column('_id', 'object', { fields: [column('a', 'Int')] })], { kind: 'collection', key: ['_id'] })]) },
  'an empty collection': { kind: 'mongodb', entities: [], live: shape([table('things', [], { kind: 'collection', key: ['_id'], rows: 0 })]) },
  'two fields of one name': { kind: 'qdrant', entities: ['Thing: id score'], live: shape([table('things', [column('id', 'ID', { keyType: 'INT64' }), column('id', 'String')], { kind: 'vectors' })]) },
  'words that would end a description': postgres(['Thing: id a'], table('things', [ID, column('a', 'Int', { description: '"""\\ \u0000 \ud800 """' })], { description: '"\n# type X {' })),
  'nothing at all': postgres([]),
}
