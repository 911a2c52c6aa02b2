import { isEnumType, isInputObjectType, isListType, isNonNullType, Kind, print } from 'graphql'
import type { DirectiveNode, GraphQLInputType, ObjectValueNode, ValueNode } from 'graphql'
import type { Problem } from '../errors.ts'
import { hintFor } from '../nearest-name.ts'
import { report } from './compilation.ts'
import type { SchemaDraft } from './compilation.ts'
import { DIRECTIVE_SCHEMA } from './directives.ts'

/** Checks the value of every directive's argument against the argument's declared type. */
export function checkArguments(draft: SchemaDraft, problems: Problem[]): void {
  for (const directive of directivesOf(draft)) {
    const declared = DIRECTIVE_SCHEMA.getDirective(directive.name.value)?.args ?? []
    for (const argument of directive.arguments ?? []) {
      const type = declared.find(({ name }) => name === argument.name.value)?.type
      if (type !== undefined) checkValue({ problems, name: `${argument.name.value} of @${directive.name.value}` }, type, argument.value)
    }
  }
}

function* directivesOf({ objects, enums }: SchemaDraft): Generator<DirectiveNode> {
  for (const { directives = [], fields = [] } of objects.values()) {
    yield* directives
    for (const field of fields) yield* field.directives ?? []
  }
  for (const { directives = [], values = [] } of enums.values()) {
    yield* directives
    for (const value of values) yield* value.directives ?? []
  }
}

interface Argument { readonly problems: Problem[]; readonly name: string }

function checkValue(argument: Argument, type: GraphQLInputType, value: ValueNode): void {
  const fail = (expected: string, hint?: string): void =>
    report(argument.problems, value, { code: 'SCHEMA_ARGUMENT_VALUE', message: `${argument.name} takes ${expected}, not ${shown(value)}`, hint })
  if (isNonNullType(type)) return value.kind === Kind.NULL ? fail(expectationOf(type.ofType)) : checkValue(argument, type.ofType, value)
  if (value.kind === Kind.NULL) return
  if (isListType(type)) {
    for (const element of value.kind === Kind.LIST ? value.values : [value]) checkValue(argument, type.ofType, element)
  } else if (isInputObjectType(type)) {
    if (value.kind === Kind.OBJECT) checkObject(argument, type, value)
    else fail(expectationOf(type))
  } else if (isEnumType(type)) {
    const names = type.getValues().map(({ name }) => name)
    if (value.kind !== Kind.ENUM || !names.includes(value.value)) fail(expectationOf(type), hintFor('value' in value ? String(value.value) : '', names))
  } else if (!SCALAR_KINDS[type.name]?.includes(value.kind)) fail(expectationOf(type))
}

function checkObject(argument: Argument, type: Extract<GraphQLInputType, { getFields(): unknown }>, value: ObjectValueNode): void {
  const declared = type.getFields()
  for (const field of value.fields) {
    const known = declared[field.name.value]
    if (known !== undefined) checkValue({ ...argument, name: `${field.name.value} in ${argument.name}` }, known.type, field.value)
    else report(argument.problems, field.name, { code: 'SCHEMA_UNKNOWN_ARGUMENT', message: `${argument.name} has no part "${field.name.value}"`, hint: hintFor(field.name.value, Object.keys(declared)) })
  }
  for (const { name, type: expected } of Object.values(declared)) {
    const given = value.fields.some((field) => field.name.value === name)
    if (isNonNullType(expected) && !given) report(argument.problems, value, { code: 'SCHEMA_REQUIRED_ARGUMENT', message: `${argument.name} needs "${name}"` })
  }
}

const SCALAR_KINDS: Readonly<Record<string, readonly string[]>> = {
  String: [Kind.STRING], Int: [Kind.INT], Float: [Kind.INT, Kind.FLOAT], Boolean: [Kind.BOOLEAN], ID: [Kind.STRING, Kind.INT],
  FieldMap: [Kind.OBJECT], Filter: [Kind.OBJECT], Order: [Kind.OBJECT, Kind.LIST], Duration: [Kind.STRING, Kind.INT],
}
const SCALAR_WORDS: Readonly<Record<string, string>> = {
  String: 'a text in quotes', Int: 'a whole number', Float: 'a number', Boolean: 'true or false',
  FieldMap: 'an object of names such as {customerId: "id"}', Filter: 'a condition such as {status: {eq: OPEN}}', Order: 'an order such as [{at: DESC}]', Duration: 'a duration such as "15m"',
}

function expectationOf(type: GraphQLInputType): string {
  if (isNonNullType(type)) return expectationOf(type.ofType)
  if (isListType(type)) return `a list of ${expectationOf(type.ofType)}`
  if (isEnumType(type)) return `one of ${type.getValues().map(({ name }) => name).join(', ')}`
  if (isInputObjectType(type)) return `an object {${Object.keys(type.getFields()).join(', ')}}`
  return SCALAR_WORDS[type.name] ?? type.name
}

const shown = (value: ValueNode): string => {
  const text = print(value)
  return text.length > 40 ? `${text.slice(0, 40)}…` : text
}
