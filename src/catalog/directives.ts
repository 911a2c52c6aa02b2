import { buildSchema } from 'graphql'
import type { GraphQLSchema } from 'graphql'
import type { ScalarName } from './model.ts'

/** Declared for the user: these may be used in the SDL as they are. */
export const SCALARS: readonly ScalarName[] = ['ID', 'String', 'Int', 'Float', 'Boolean', 'BigInt', 'Decimal', 'DateTime', 'Date', 'JSON', 'UUID']

/** The schema language: every directive with its arguments, as SDL. Views, metrics and policies are declared here and compiled by their own rooms. */
export const DIRECTIVE_SDL = /* GraphQL */ `
scalar BigInt
scalar Decimal
scalar DateTime
scalar Date
scalar JSON
scalar UUID

"Fields of this type to fields of the target: {customerId: \\"id\\"}."
scalar FieldMap
"A condition, as a where argument takes it: {status: {in: [PAID, SHIPPED]}}."
scalar Filter
"An order, as an orderBy argument takes it: [{placedAt: DESC}]."
scalar Order
"A time span such as \\"30s\\" or \\"15m\\"."
scalar Duration

enum SlackObject { USERS CHANNELS MESSAGES THREADS FILES }
enum StoredType { OBJECT_ID UUID INT64 STRING DECIMAL DOUBLE DATE BOOLEAN }
enum LinkKeyType { INT64 STRING STRING_CI UUID OBJECT_ID DECIMAL }
enum ScalarType { ID String Int Float Boolean BigInt Decimal DateTime Date JSON UUID }
input Derivation { path: String, regex: String, group: Int, all: Boolean, cast: ScalarType }
input LinkMatch { from: String!, to: String! }

"Rows of a source."
directive @entity(source: String!, key: [String!]!, table: String, schema: String, collection: String, unwind: String, vectors: String, vector: String, text: String, slack: SlackObject, plural: String) on OBJECT
"Where a field's stored name or form differs."
directive @column(name: String, type: StoredType, formats: [String!], derive: Derivation) on FIELD_DEFINITION
"Rows of another type, or of the same, whose fields equal this row's."
directive @link(on: FieldMap!, key: LinkKeyType, match: LinkMatch, where: Filter, orderBy: Order) on FIELD_DEFINITION
"How near a row is to what was searched for."
directive @score on FIELD_DEFINITION
"Used in links and paths, not in the graph."
directive @hidden on FIELD_DEFINITION
"Other words that people use for it."
directive @synonyms(words: [String!]!) on OBJECT | FIELD_DEFINITION | ENUM | ENUM_VALUE
"What is stored for an enum's value."
directive @value(stored: String!) on ENUM_VALUE

enum AggregateFunction { COUNT COUNT_DISTINCT SUM AVG MIN MAX }
enum ViewRefresh { CHANGE }
"A type over one entity and what it links to, or the union of several."
directive @view(of: String, union: [String!]) on OBJECT
directive @from(path: String, agg: AggregateFunction, field: String, where: Filter, fields: FieldMap) on FIELD_DEFINITION
directive @typename on FIELD_DEFINITION
directive @materialize(refresh: Duration, on: [ViewRefresh!]) on OBJECT

enum GrainUnit { DAY WEEK MONTH QUARTER YEAR }
enum Additivity { FULL SEMI NONE }
enum SemiAdditive { FIRST LAST }
"Measures and dimensions over one entity, or over several metrics."
directive @metrics(of: [String!]!, time: String) on OBJECT
directive @sum(of: String!, where: Filter) on FIELD_DEFINITION
directive @avg(of: String!, where: Filter) on FIELD_DEFINITION
directive @min(of: String!, where: Filter) on FIELD_DEFINITION
directive @max(of: String!, where: Filter) on FIELD_DEFINITION
directive @count(of: String, where: Filter) on FIELD_DEFINITION
directive @countDistinct(of: String!, where: Filter) on FIELD_DEFINITION
directive @ratio(of: String!, per: String!) on FIELD_DEFINITION
directive @cumulative(of: String!) on FIELD_DEFINITION
directive @previousPeriod(of: String!) on FIELD_DEFINITION
directive @derived(expression: String!) on FIELD_DEFINITION
directive @dimension(path: String, paths: FieldMap, grains: [GrainUnit!]) on FIELD_DEFINITION
directive @additivity(kind: Additivity!, time: SemiAdditive) on FIELD_DEFINITION
directive @unit(name: String!) on FIELD_DEFINITION

enum CacheScope { PUBLIC PRIVATE }
directive @allow(roles: [String!], where: Filter) repeatable on OBJECT | FIELD_DEFINITION
directive @cache(maxAge: Duration!, scope: CacheScope, staleIfError: Duration) on OBJECT | FIELD_DEFINITION
directive @cost(weight: String!) on OBJECT | FIELD_DEFINITION | ENUM
directive @listSize(assumedSize: Int, slicingArguments: [String!], sizedFields: [String!], requireOneSlicingArgument: Boolean) on FIELD_DEFINITION
directive @verifiedQuestion(text: String!, query: String!) repeatable on OBJECT
`

/** The directives as graphql-js knows them. */
export const DIRECTIVE_SCHEMA: GraphQLSchema = buildSchema(DIRECTIVE_SDL)
