import fc from 'fast-check'
import { astFromValue, getNamedType, GraphQLNonNull, getNullableType, isEnumType, isInputObjectType, isListType, isNonNullType, isObjectType, print } from 'graphql'
import type { GraphQLField, GraphQLInputObjectType, GraphQLInputType, GraphQLObjectType, GraphQLSchema } from 'graphql'

export interface RandomDocument { readonly text: string; readonly variables: Readonly<Record<string, unknown>> }

/** Choices of one document; fast-check remembers them, and makes them smaller where a test fails. */
interface Choices {
  upTo(most: number): number
  chance(percent: number): boolean
  oneOf<Choice>(choices: readonly Choice[]): Choice
}

/** Valid documents over a generated schema: every kind of root field, some deep, with all that selections can be made of. */
export function randomDocument(schema: GraphQLSchema): fc.Arbitrary<RandomDocument> {
  return fc.gen().map((gen) => {
    const upTo = (most: number): number => gen(fc.integer, { min: 0, max: most })
    const choices: Choices = { upTo, chance: (percent) => upTo(99) >= 100 - percent, oneOf: (all) => all[upTo(all.length - 1)]! }
    return new DocumentWriter(schema, choices).write()
  })
}

const MOST_DEPTH = 3
const POOLS: Readonly<Record<string, readonly unknown[]>> = {
  ID: ['1', '2', '3', '10', '99', 'U1', '000000000000000000000001'],
  String: ['Ada', 'DE', 'LAMP', 'EUR', 'a', '1.000001', ''],
  Int: [0, 1, 2, 5, 99],
  Float: [0.5, 2],
  BigInt: ['1', '90071992547409931'],
  Decimal: ['10.10', '0', '-1.5', '300'],
  Boolean: [true, false],
  DateTime: ['2026-01-03T12:00:00.000Z', '2026-02-02T12:00:00.000Z'],
  Date: ['2025-05-01', '2026-01-01'],
  JSON: ['x'],
}
/** Of arguments that mean something by their name; what is out of range, or no cursor, is refused by both paths. */
const BY_NAME: Readonly<Record<string, readonly unknown[]>> = {
  limit: [0, 1, 2, 3, 5, 20_000], offset: [0, 1, 2], first: [1, 2, 3, 0], last: [1, 2, 3], after: ['no cursor'], before: ['no cursor'],
}
const PERCENT: Readonly<Record<string, number>> = { where: 40, orderBy: 35, limit: 30, offset: 15, first: 40, last: 10, after: 2, before: 2, search: 0 }

class DocumentWriter {
  readonly #schema: GraphQLSchema
  readonly #choices: Choices
  readonly #variables = new Map<string, { readonly type: string; readonly value: unknown }>()
  readonly #fragments: string[] = []
  #aliases = 0

  constructor(schema: GraphQLSchema, choices: Choices) {
    this.#schema = schema
    this.#choices = choices
  }

  write(): RandomDocument {
    const selection = this.#selectOf(this.#schema.getQueryType()!, 0)
    const declared = [...this.#variables].map(([name, { type }]) => `$${name}: ${type}`)
    const head = declared.length === 0 ? 'query Q' : `query Q(${declared.join(', ')})`
    return { text: [`${head} ${selection}`, ...this.#fragments].join('\n'), variables: Object.fromEntries([...this.#variables].map(([name, { value }]) => [name, value])) }
  }

  #selectOf(type: GraphQLObjectType, depth: number): string {
    const fields = Object.values(type.getFields()).filter((field) => depth < MOST_DEPTH + 2 ? true : !isObjectType(getNamedType(field.type)))
    const deep = fields.filter((field) => isObjectType(getNamedType(field.type)))
    const flat = fields.filter((field) => !deep.includes(field))
    const chosen = Array.from({ length: 1 + this.#choices.upTo(depth === 0 ? 2 : 3) }, () =>
      flat.length === 0 || (deep.length > 0 && this.#choices.chance(depth < MOST_DEPTH ? 45 : 10)) ? this.#choices.oneOf(deep) : this.#choices.oneOf(flat))
    const members = chosen.map((field) => this.#wrap(type, depth, this.#writeField(field, depth)))
    return `{ ${[...members, ...(this.#choices.chance(10) ? ['__typename'] : [])].join(' ')} }`
  }

  /** Plainly, or in a fragment. */
  #wrap({ name }: GraphQLObjectType, depth: number, field: string): string {
    if (this.#choices.chance(85)) return field
    if (this.#choices.chance(60)) return `... on ${name}${this.#directive()} { ${field} }`
    const fragment = `F${depth}_${this.#fragments.length}`
    this.#fragments.push(`fragment ${fragment} on ${name} { ${field} }`)
    return `...${fragment}${this.#directive()}`
  }

  #directive(): string {
    if (this.#choices.chance(80)) return ''
    const how = this.#choices.oneOf(['skip', 'include'])
    return this.#choices.chance(50) ? ` @${how}(if: ${this.#choices.oneOf(['true', 'false'])})` : ` @${how}(if: $${this.#variable('Boolean!', this.#choices.chance(50))})`
  }

  /** Fields with arguments have names of their own, so that no two selections of one name contradict each other. */
  #writeField(field: GraphQLField<unknown, unknown>, depth: number): string {
    const given = field.args.filter((argument) => isNonNullType(argument.type) || this.#choices.chance(PERCENT[argument.name] ?? 30))
    const written = given.map((argument) => `${argument.name}: ${this.#writeArgument(argument.name, argument.type)}`)
    const alias = given.length > 0 || this.#choices.chance(15) ? `a${this.#aliases++}: ` : ''
    const type = getNamedType(field.type)
    const below = isObjectType(type) ? ` ${this.#selectOf(type, depth + 1)}` : ''
    return `${alias}${field.name}${written.length === 0 ? '' : `(${written.join(', ')})`}${this.#directive()}${below}`
  }

  #writeArgument(name: string, type: GraphQLInputType): string {
    const value = BY_NAME[name] === undefined ? this.#valueOf(type, 0) : this.#choices.oneOf(BY_NAME[name])
    return this.#choices.chance(20) ? `$${this.#variable(String(type), value)}` : print(astFromValue(value, type)!)
  }

  #variable(type: string, value: unknown): string {
    const name = `v${this.#variables.size}`
    this.#variables.set(name, { type, value })
    return name
  }

  #valueOf(type: GraphQLInputType, depth: number): unknown {
    const nullable = getNullableType(type)
    if (isListType(nullable)) return Array.from({ length: 1 + this.#choices.upTo(1) }, () => this.#valueOf(nullable.ofType, depth))
    if (isInputObjectType(nullable)) return this.#objectOf(nullable, depth)
    if (!isNonNullType(type) && this.#choices.chance(1)) return null
    return isEnumType(nullable) ? this.#choices.oneOf(nullable.getValues()).name : this.#choices.oneOf(POOLS[nullable.name]!)
  }

  /** One member or two; links and connectives become rarer further down, and end. */
  #objectOf(type: GraphQLInputObjectType, depth: number): unknown {
    const fields = Object.values(type.getFields())
    const shallow = fields.filter((field) => !holdsItsKind(type, field.type))
    const all = shallow.length > 0 && (depth > 1 || this.#choices.chance(80)) ? shallow : fields
    const count = type.isOneOf ? 1 : 1 + this.#choices.upTo(1)
    return Object.fromEntries(Array.from({ length: count }, () => this.#choices.oneOf(all)).map((field) => [field.name, this.#valueOf(type.isOneOf ? new GraphQLNonNull(getNullableType(field.type)) : field.type, depth + 1)]))
  }
}

/** Conditions within conditions, and orders within orders: of links, embedded objects, `and`, `or`, `not`. */
function holdsItsKind(holder: GraphQLInputObjectType, type: GraphQLInputType): boolean {
  const named = getNamedType(type)
  return isInputObjectType(named) && ['Where', 'OrderBy'].some((kind) => holder.name.endsWith(kind) && named.name.endsWith(kind))
}
