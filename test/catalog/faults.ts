/** A faulty schema: `‸` stands before each faulty word, and every one is found with this code and hint, and nothing else is. */
export interface Fault {
  readonly name: string
  readonly sdl: string
  readonly code: string
  readonly hint?: string
  readonly message?: string
}

const shop = (body: string, more = ''): string => `type Thing @entity(source: "shop", table: "things", key: "id"${more}) {\n  id: ID!\n  ${body}\n}\n`
const PERSON = 'type Person @entity(source: "shop", table: "people", key: "id") { id: ID! name: String! bornOn: Date thingId: Int things: [Thing!]! @link(on: {id: "ownerId"}) }\n'
const withPerson = (body: string): string => PERSON + shop(`ownerId: Int\n  ${body}`)
const KINDS = 'Say what both are compared as: @link(on: …, key: STRING), or INT64, UUID, OBJECT_ID, DECIMAL, STRING_CI.'
const KEYS = 'Keys are ID, Int, BigInt, String, UUID or Decimal.'

/** `[name, value of the argument, hint]`. */
const faultOfLink = (code: string, argument: string, [name = '', value = '', hint]: readonly (string | undefined)[]): Fault =>
  ({ name, code, ...(hint === undefined ? {} : { hint }), sdl: withPerson(`owners: [Person!]! @link(on: {ownerId: "id"}, ${argument}: ${value})`) })

/** By what is wrong. */
export const FAULTS: Readonly<Record<string, readonly Fault[]>> = {
  syntax: [
    { name: 'a brace that is never closed', sdl: 'type Thing {\n  id: ID!\n‸', code: 'SCHEMA_SYNTAX', message: 'This is not valid GraphQL: Expected Name, found <EOF>.' },
    { name: 'a letter that is none', sdl: 'type Thing { id: ‸%ID }', code: 'SCHEMA_SYNTAX' },
    { name: 'a query', sdl: '‸query { things }', code: 'SCHEMA_UNSUPPORTED', hint: 'Filters, orders and root fields are generated.' },
    { name: 'an input type', sdl: `${shop('a: Int')}‸input Where { a: Int }`, code: 'SCHEMA_UNSUPPORTED', hint: 'Filters, orders and root fields are generated.' },
    { name: 'an interface', sdl: `${shop('a: Int')}‸interface Node { id: ID! }`, code: 'SCHEMA_UNSUPPORTED', hint: 'Filters, orders and root fields are generated.' },
    { name: 'an argument of a field', sdl: shop('a(‸n: Int): Int'), code: 'SCHEMA_UNSUPPORTED', hint: 'Those of to-many links are generated.' },
  ],
  'names that are not known': [
    { name: 'a source', sdl: 'type Thing @entity(source: ‸"shopp", table: "things", key: "id") { id: ID! }', code: 'SCHEMA_UNKNOWN_SOURCE', hint: 'Did you mean "shop"?' },
    { name: 'a source like no other', sdl: 'type Thing @entity(source: ‸"warehouse", table: "t", key: "id") { id: ID! }', code: 'SCHEMA_UNKNOWN_SOURCE', hint: 'There are: shop, support, knowledge, chat.' },
    { name: 'a scalar', sdl: shop('a: ‸Strin'), code: 'SCHEMA_UNKNOWN_TYPE', hint: 'Did you mean "String"?' },
    { name: 'a scalar of their own', sdl: `scalar ‸DateTme\n${shop('a: Int')}`, code: 'SCHEMA_UNKNOWN_SCALAR', hint: 'Did you mean "DateTime"?' },
    { name: 'an entity', sdl: withPerson('owner: ‸Persn @link(on: {ownerId: "id"})'), code: 'SCHEMA_UNKNOWN_TYPE', hint: 'Did you mean "Person"?' },
    { name: 'the extended type', sdl: `${shop('a: Int')}extend type ‸Thign { b: Int }`, code: 'SCHEMA_UNKNOWN_TYPE', hint: 'Did you mean "Thing"?' },
    { name: 'a directive', sdl: shop('a: Int ‸@colum(name: "b")'), code: 'SCHEMA_UNKNOWN_DIRECTIVE', hint: 'Did you mean "@column"?' },
    { name: 'an argument of a directive', sdl: shop('a: Int @column(‸nam: "b")'), code: 'SCHEMA_UNKNOWN_ARGUMENT', hint: 'Did you mean "name"?' },
    { name: 'a part of an argument', sdl: shop('a: String @column(derive: {‸regx: "a", path: "b"})'), code: 'SCHEMA_UNKNOWN_ARGUMENT', hint: 'Did you mean "regex"?' },
    { name: 'a key', sdl: 'type Thing @entity(source: "shop", table: "things", key: ‸"idd") { id: ID! }', code: 'SCHEMA_UNKNOWN_FIELD', hint: 'Did you mean "id"?' },
    { name: 'the local field of a link', sdl: withPerson('owner: Person @link(on: {‸ownrId: "id"})'), code: 'SCHEMA_UNKNOWN_FIELD', hint: 'Did you mean "ownerId"?' },
    { name: 'the remote field of a link', sdl: withPerson('owner: Person @link(on: {ownerId: ‸"idd"})'), code: 'SCHEMA_UNKNOWN_FIELD', hint: 'Did you mean "id"?' },
    { name: 'a letter case', sdl: withPerson('owner: Person @link(on: {ownerId: ‸"thing_id"})'), code: 'SCHEMA_UNKNOWN_FIELD', hint: 'Did you mean "thingId"?' },
    { name: 'the field that is embedded for search', sdl: 'type Thing @entity(source: "knowledge", vectors: "things", key: "id", text: ‸"txt") { id: ID! text: String! }', code: 'SCHEMA_UNKNOWN_FIELD', hint: 'Did you mean "text"?' },
  ],
  'arguments of a directive': [
    { name: 'one that is needed', sdl: 'type Thing ‸@entity(table: "things", key: "id") { id: ID! }', code: 'SCHEMA_REQUIRED_ARGUMENT', hint: 'It is written @entity(source: …, key: …).' },
    { name: 'a table in MongoDB', sdl: 'type Thing @entity(source: "support", ‸table: "things", key: "id") { id: ID! }', code: 'SCHEMA_ARGUMENT_KIND', hint: 'It takes "collection", "unwind".' },
    { name: 'a collection in PostgreSQL', sdl: 'type Thing @entity(source: "shop", ‸collection: "things", key: "id") { id: ID! }', code: 'SCHEMA_ARGUMENT_KIND', hint: 'It takes "table", "schema".' },
    { name: 'unwind beside a table', sdl: 'type Thing @entity(source: "shop", table: "things", ‸unwind: "a", key: "id") { id: ID! }', code: 'SCHEMA_ARGUMENT_KIND', hint: 'It takes "table", "schema".' },
    { name: 'no table', sdl: 'type Thing ‸@entity(source: "shop", key: "id") { id: ID! }', code: 'SCHEMA_REQUIRED_ARGUMENT', hint: '@entity(source: …, table: …, key: …)' },
    { name: 'an object that Slack does not have', sdl: 'type Thing @entity(source: "chat", slack: ‸USER, key: "id") { id: ID! }', code: 'SCHEMA_ARGUMENT_VALUE', hint: 'Did you mean "USERS"?' },
    { name: 'a number for a text', sdl: shop('a: Int @column(name: ‸3)'), code: 'SCHEMA_ARGUMENT_VALUE', message: 'name of @column takes a text in quotes, not 3' },
    { name: 'a text for an enum', sdl: shop('a: ID @column(type: ‸"UUID")'), code: 'SCHEMA_ARGUMENT_VALUE', hint: 'Did you mean "UUID"?' },
    { name: 'a list of what is no text', sdl: shop('a: Int @synonyms(words: ["b", ‸c])'), code: 'SCHEMA_ARGUMENT_VALUE' },
    { name: 'the same directive twice', sdl: shop('a: Int @hidden ‸@hidden'), code: 'SCHEMA_DUPLICATE' },
    { name: 'a directive at the wrong place', sdl: shop('a: Int ‸@entity(source: "shop", key: "id")'), code: 'SCHEMA_DIRECTIVE_PLACE' },
    { name: 'a measure in an entity', sdl: shop('a: Int ‸@sum(of: "b")'), code: 'SCHEMA_DIRECTIVE_PLACE' },
    { name: 'an entity that is a view', sdl: 'type Thing @entity(source: "shop", table: "t", key: "id") ‸@view(of: "X") { id: ID! }', code: 'SCHEMA_DIRECTIVE_PLACE' },
    { name: 'a column for a link', sdl: withPerson('owner: Person @link(on: {ownerId: "id"}) ‸@column(name: "x")'), code: 'SCHEMA_DIRECTIVE_PLACE' },
  ],
  columns: [
    { name: 'an empty step', sdl: shop('a: Int @column(name: ‸"a..b")'), code: 'SCHEMA_COLUMN_PATH', hint: 'A path is names joined by dots; a dot within a name is written \\\\.' },
    { name: 'an empty name', sdl: shop('a: Int @column(name: ‸"")'), code: 'SCHEMA_COLUMN_PATH', hint: 'A path is names joined by dots; a dot within a name is written \\\\.' },
    { name: 'a table of three names', sdl: 'type Thing @entity(source: "shop", table: ‸"a.b.c", key: "id") { id: ID! }', code: 'SCHEMA_COLUMN_PATH', hint: 'It is "table" or "schema.table"; a dot within a name is written \\\\.' },
    { name: 'an Int from an ObjectId', sdl: shop('a: Int @column(type: ‸OBJECT_ID)'), code: 'SCHEMA_COLUMN_TYPE', hint: 'Int can be read from INT64, STRING, DECIMAL, DOUBLE.' },
    { name: 'formats of a text', sdl: shop('a: String @column(formats: ‸["YYYY-MM-DD"])'), code: 'SCHEMA_COLUMN_FORMAT' },
    { name: 'a format with an unknown part', sdl: shop('a: DateTime @column(formats: ["YYYY-MM-DD", ‸"YYYY-MM-DD hh:mm"])'), code: 'SCHEMA_COLUMN_FORMAT', hint: 'Its parts are YYYY MM DD Mon HH mm ss SSS Z.' },
    { name: 'a format without a day', sdl: shop('a: DateTime @column(formats: [‸"YYYY-MM"])'), code: 'SCHEMA_COLUMN_FORMAT' },
    { name: 'two forms of derive', sdl: shop('a: String @column(derive: ‸{regex: "a", path: "b"})'), code: 'SCHEMA_DERIVE' },
    { name: 'a regex that is none', sdl: shop('a: String @column(derive: {regex: ‸"a("})'), code: 'SCHEMA_DERIVE', hint: 'It is a JavaScript regular expression with the flag u.' },
    { name: 'a group that the regex lacks', sdl: shop('a: String @column(derive: {regex: "a(b)", group: ‸2})'), code: 'SCHEMA_DERIVE' },
    { name: 'all matches for one text', sdl: shop('a: String @column(derive: {regex: "a", all: ‸true})'), code: 'SCHEMA_DERIVE' },
    { name: 'one match for a list', sdl: shop('a: [String!] @column(derive: {regex: ‸"a"})'), code: 'SCHEMA_DERIVE' },
    { name: 'a regex for a number', sdl: shop('a: Int @column(derive: {regex: ‸"a"})'), code: 'SCHEMA_DERIVE' },
    { name: 'a cast to another type', sdl: shop('a: Int @column(derive: {cast: ‸Decimal})'), code: 'SCHEMA_DERIVE' },
    { name: 'a list of lists', sdl: shop('a: ‸[[Int]]'), code: 'SCHEMA_FIELD_TYPE', hint: 'Use JSON, or a list of an embedded type.' },
    { name: 'a score in PostgreSQL', sdl: shop('a: Float ‸@score'), code: 'SCHEMA_SCORE' },
    { name: 'a score that is never null', sdl: 'type Thing @entity(source: "knowledge", vectors: "t", key: "id") { id: ID! score: ‸Float! @score }', code: 'SCHEMA_SCORE', hint: 'It is null when the query did not search by meaning.' },
  ],
  keys: [
    { name: 'a key that may be null', sdl: 'type Thing @entity(source: "shop", table: "t", key: ‸"id") { id: ID }', code: 'SCHEMA_KEY', hint: 'Write id: ID!' },
    { name: 'a key that is a list', sdl: 'type Thing @entity(source: "shop", table: "t", key: ["id", ‸"b"]) { id: ID! b: [Int!]! }', code: 'SCHEMA_KEY' },
    { name: 'a field twice in the key', sdl: 'type Thing @entity(source: "shop", table: "t", key: ["id", ‸"id"]) { id: ID! }', code: 'SCHEMA_KEY' },
    { name: 'an empty key', sdl: 'type Thing @entity(source: "shop", table: "t", key: ‸[]) { id: ID! }', code: 'SCHEMA_KEY' },
    { name: 'a link as key', sdl: `${PERSON}type Thing @entity(source: "shop", table: "t", key: ["id", ‸"owner"]) { id: ID! ownerId: Int owner: Person! @link(on: {ownerId: "id"}) }`, code: 'SCHEMA_KEY' },
  ],
  links: [
    { name: 'an entity without @link', sdl: withPerson('owner: ‸Person'), code: 'SCHEMA_LINK_MISSING', hint: '@link(on: {<a field of this type>: "<a field of the other>"})' },
    { name: 'a link to a scalar', sdl: shop('a: ‸Int @link(on: {id: "id"})'), code: 'SCHEMA_LINK_TARGET' },
    { name: 'a link from an embedded type', sdl: `${PERSON}${shop('ownerId: Int\n  a: Part')}type Part { ownerId: Int owner: Person ‸@link(on: {ownerId: "id"}) }`, code: 'SCHEMA_LINK_PLACE', hint: 'An array of a collection becomes an entity of its own by @entity(collection:, unwind:).' },
    { name: 'no fields', sdl: withPerson('owner: Person @link(on: ‸{})'), code: 'SCHEMA_LINK_KEYS', hint: 'on: {<a field of this type>: "<a field of the other>"}' },
    { name: 'a number for the remote field', sdl: withPerson('owner: Person @link(on: {ownerId: ‸3})'), code: 'SCHEMA_ARGUMENT_VALUE' },
    { name: 'a day as key', sdl: withPerson('owner: Person @link(on: {ownerId: ‸"bornOn"})'), code: 'SCHEMA_LINK_KEYS', hint: KEYS },
    { name: 'many keys to one row', sdl: withPerson('ownerIds: [Int!]\n  owner: Person @link(on: {‸ownerIds: "id"})'), code: 'SCHEMA_LINK_KEYS', hint: 'Write owner: [Person!]!' },
    { name: 'a path through many', sdl: withPerson('also: Thing @link(on: {id: "id"})\n  owners: [Person!]! @link(on: {ownerId: ‸"things.ownerId"})'), code: 'SCHEMA_PATH', hint: 'A path goes through links to one row.' },
    { name: 'a path that ends with a link', sdl: withPerson('owners: [Person!]! @link(on: {ownerId: ‸"things"})'), code: 'SCHEMA_PATH', hint: 'Name a field behind it, such as "things.id".' },
    { name: 'an unknown field behind a link to the type itself', sdl: withPerson('self: Thing @link(on: {id: "id"})\n  selves: [Thing!]! @link(on: {ownerId: ‸"self.ownrId"})'), code: 'SCHEMA_UNKNOWN_FIELD', hint: 'Did you mean "ownerId"?' },
    { name: 'a link as local key', sdl: withPerson('owner: Person @link(on: {ownerId: "id"})\n  again: Person @link(on: {‸owner: "id"})'), code: 'SCHEMA_LINK_KEYS', hint: 'Did you mean "ownerId"?' },
    { name: 'a link to a view as local key', sdl: `type Sight @view(of: "Thing") { id: ID! }\n${withPerson('sight: Sight @link(on: {id: "id"})\n  again: Person @link(on: {‸sight: "id"})')}`, code: 'SCHEMA_LINK_KEYS', hint: 'There are: id, ownerId.' },
    { name: 'a path below a scalar', sdl: withPerson('owner: Person @link(on: {ownerId: ‸"name.first"})'), code: 'SCHEMA_PATH' },
    { name: 'keys that differ', sdl: withPerson('owner: Person @link(on: {‸ownerId: "name"})'), code: 'SCHEMA_LINK_TYPES', hint: KINDS, message: 'The keys of Thing.owner differ: Thing.ownerId is INT64 and Person.name is STRING' },
    {
      name: 'keys that differ across sources', code: 'SCHEMA_LINK_TYPES', hint: KINDS, message: 'The keys of Case.owner differ: Case.ownerRef is OBJECT_ID and Person.thingId is INT64',
      sdl: `${PERSON}${shop('ownerId: Int')}type Case @entity(source: "support", collection: "c", key: "id") {\n  id: ID! @column(name: "_id", type: OBJECT_ID)\n  ownerRef: ID @column(type: OBJECT_ID)\n  owner: Person @link(on: {‸ownerRef: "thingId"})\n}`,
    },
    { name: 'a match without parts', sdl: withPerson('code: String\n  owner: Person @link(on: {code: "name"}, match: {from: "ref_{n}", to: ‸"id"})'), code: 'SCHEMA_LINK_MATCH' },
    { name: 'a match with other parts', sdl: withPerson('code: String\n  owner: Person @link(on: {code: "name"}, match: {from: "ref_{n}", to: ‸"id_{m}"})'), code: 'SCHEMA_LINK_MATCH' },
    { name: 'a match of two keys', sdl: withPerson('code: String\n  owner: Person @link(on: {code: "name", ownerId: "id"}, match: ‸{from: "ref_{n}", to: "id_{n}"})'), code: 'SCHEMA_LINK_MATCH' },
    { name: 'an order of one row', sdl: withPerson('owner: Person @link(on: {ownerId: "id"}, orderBy: ‸[{name: ASC}])'), code: 'SCHEMA_ORDER' },
  ],
  'conditions and orders of links': [
    ['an unknown field', '{‸nme: {eq: "a"}}', 'Did you mean "name"?'],
    ['an unknown operator', '{name: {‸lke: "a%"}}', 'Did you mean "like"?'],
    ['an operator that a number lacks', '{thingId: {‸like: "a"}}', 'There are: eq, ne, in, notIn, gt, gte, lt, lte, isNull.'],
    ['null', '{name: {eq: ‸null}}', 'Use {isNull: true}.'],
    ['a null in a list', '{name: {in: ["a", ‸null]}}', 'Use {isNull: true}.'],
    ['no list', '{name: {in: ‸"a"}}', undefined],
    ['a text for a number', '{thingId: {eq: ‸"3"}}', undefined],
    ['a number beyond 32 bits', '{thingId: {eq: ‸3000000000}}', undefined],
    ['a day that is none', '{bornOn: {eq: ‸"2026-02-30"}}', undefined],
    ['no operator', '{name: ‸"a"}', undefined],
    ['null for a field', '{name: ‸null}', 'Use {isNull: true}.'],
    ['null for not', '{not: ‸null}', 'Use isNull: true on a field.'],
    ['an unknown quantifier', '{things: {‸any: {}}}', 'There are: some, none, every, count.'],
    ['a count of a text', '{things: {count: {gt: ‸"3"}}}', undefined],
  ].map((row) => faultOfLink('SCHEMA_FILTER', 'where', row)),
  'orders of links': [
    ['an unknown field', '[{‸nme: ASC}]', 'Did you mean "name"?'],
    ['an unknown direction', '[{name: ‸DESK}]', 'Did you mean "DESC"?'],
    ['two fields in one element', '[‸{name: ASC, bornOn: ASC}]', undefined],
    ['a link to many', '[{things: ‸ASC}]', 'Write {things: {count: DESC}}.'],
  ].map((row) => faultOfLink('SCHEMA_ORDER', 'orderBy', row)),
  'types and names': [
    { name: 'a type that nothing uses', sdl: `${shop('a: Int')}type ‸Loose { a: Int }`, code: 'SCHEMA_UNUSED_TYPE', hint: 'Add @entity(source: …, key: …), or use it in one.' },
    { name: 'a type without fields', sdl: `${shop('a: Part')}type ‸Part`, code: 'SCHEMA_EMPTY_TYPE' },
    { name: 'an enum without values', sdl: `${shop('a: Kind')}enum ‸Kind`, code: 'SCHEMA_EMPTY_TYPE' },
    { name: 'a type embedded in itself', sdl: `${shop('a: Part')}type ‸Part { inner: Part }`, code: 'SCHEMA_OBJECT_CYCLE', hint: 'Use JSON for documents of any depth.' },
    { name: 'a type defined twice', sdl: `${shop('a: Int')}type ‸Thing { b: Int }`, code: 'SCHEMA_DUPLICATE' },
    { name: 'a field defined twice', sdl: shop('a: Int\n  ‸a: String'), code: 'SCHEMA_DUPLICATE' },
    { name: 'a field that an extension repeats', sdl: `${shop('a: Int')}extend type Thing { ‸a: Int }`, code: 'SCHEMA_DUPLICATE' },
    { name: 'an enum value defined twice', sdl: `${shop('a: Kind')}enum Kind { A ‸A }`, code: 'SCHEMA_DUPLICATE' },
    { name: 'two values stored alike', sdl: `${shop('a: Kind')}enum Kind { A @value(stored: "a") B @value(stored: ‸"a") }`, code: 'SCHEMA_DUPLICATE', hint: 'One stored value has one name.' },
    { name: 'a root field of two types', sdl: `${shop('a: Int')}type ‸Stuff @entity(source: "shop", table: "t", key: "id", plural: "things") { id: ID! }`, code: 'SCHEMA_DUPLICATE', hint: 'Rename the type, or set @entity(plural:).' },
    { name: 'a root field of the graph', sdl: 'type ‸Ask @entity(source: "shop", table: "t", key: "id") { id: ID! }', code: 'SCHEMA_DUPLICATE', hint: 'Rename the type, or set @entity(plural:).' },
    { name: 'one and many alike', sdl: 'type Sheep ‸@entity(source: "shop", table: "t", key: "id") { id: ID! }', code: 'SCHEMA_PLURAL', hint: 'Add plural: "sheepList", or another name.' },
    { name: 'a plural that is no name', sdl: 'type Thing @entity(source: "shop", table: "t", key: "id", plural: ‸"many things") { id: ID! }', code: 'SCHEMA_PLURAL' },
    { name: 'the name of a root type', sdl: 'type ‸Query @entity(source: "shop", table: "t", key: "id") { id: ID! }', code: 'SCHEMA_RESERVED_NAME' },
    { name: 'the name of a generated type', sdl: `${shop('a: Int')}type ‸ThingWhere @entity(source: "shop", table: "t", key: "id") { id: ID! }`, code: 'SCHEMA_RESERVED_NAME' },
    { name: 'a field called like a word of filters', sdl: shop('‸not: Int'), code: 'SCHEMA_RESERVED_NAME', hint: 'Name it otherwise and add @column(name: "not").' },
    { name: 'a field that a link generates', sdl: withPerson('people: [Person!]! @link(on: {ownerId: "id"})\n  ‸peopleConnection: Int'), code: 'SCHEMA_DUPLICATE' },
  ],
}
