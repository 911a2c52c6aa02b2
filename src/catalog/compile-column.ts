import type { ASTNode, ConstValueNode, FieldDefinitionNode } from 'graphql'
import type { Problem } from '../errors.ts'
import { report } from './compilation.ts'
import { SCALARS } from './directives.ts'
import type { WrittenType } from './field-type.ts'
import type { Derive, Field, FieldType, ScalarName, StoredType } from './model.ts'
import { argumentOf, directiveOf, partOf, textNodesOf, textOf, wordOf } from './read-directive.ts'
import { splitPath } from './stored-path.ts'

/** The stored types that each scalar can be read from. */
const READABLE_FROM: Readonly<Record<ScalarName, readonly StoredType[]>> = {
  ID: ['OBJECT_ID', 'UUID', 'INT64', 'STRING', 'DECIMAL'],
  String: ['OBJECT_ID', 'UUID', 'INT64', 'STRING', 'DECIMAL', 'DATE'],
  Int: ['INT64', 'STRING', 'DECIMAL', 'DOUBLE'],
  BigInt: ['INT64', 'STRING', 'DECIMAL', 'DOUBLE'],
  Float: ['INT64', 'STRING', 'DECIMAL', 'DOUBLE'],
  Decimal: ['INT64', 'STRING', 'DECIMAL', 'DOUBLE'],
  Boolean: ['BOOLEAN', 'INT64', 'STRING'],
  DateTime: ['DATE', 'STRING', 'INT64'],
  Date: ['DATE', 'STRING'],
  UUID: ['UUID', 'STRING'],
  JSON: [],
}

interface Column {
  readonly name: string
  readonly problems: Problem[]
  readonly type: FieldType
  readonly written: WrittenType
}

/** What `@column` says of where and how a field is stored; without it, the field's own name. */
export function compileColumn(problems: Problem[], node: FieldDefinitionNode, types: { readonly type: FieldType; readonly written: WrittenType }): Pick<Field, 'column' | 'storedType' | 'formats' | 'derive'> {
  const directive = directiveOf(node, 'column')
  const column: Column = { name: node.name.value, problems, ...types }
  return {
    column: compilePath(column, argumentOf(directive, 'name')),
    storedType: compileStoredType(column, argumentOf(directive, 'type')),
    formats: compileFormats(column, argumentOf(directive, 'formats')),
    derive: compileDerive(column, argumentOf(directive, 'derive')),
  }
}

function compilePath({ name, problems }: Column, value: ConstValueNode | undefined): readonly string[] {
  const text = textOf(value)
  if (value === undefined || text === undefined) return [name]
  const path = splitPath(text)
  if (path === null) report(problems, value, { code: 'SCHEMA_COLUMN_PATH', message: `"${text}" is no stored name`, hint: 'A path is names joined by dots; a dot within a name is written \\\\.' })
  return path ?? [name]
}

function compileStoredType({ name, problems, type }: Column, value: ConstValueNode | undefined): StoredType | undefined {
  const allowed: readonly StoredType[] = type.kind === 'scalar' ? READABLE_FROM[type.name] : type.kind === 'enum' ? ['STRING', 'INT64'] : []
  const stored = wordOf(value)
  if (value === undefined || stored === undefined || !isStoredType(stored)) return undefined
  if (!allowed.includes(stored)) {
    const expected = allowed.length === 0 ? 'nothing, for it has a form of its own' : allowed.join(', ')
    report(problems, value, { code: 'SCHEMA_COLUMN_TYPE', message: `"${name}" is ${article(type.name)} and cannot be read from ${stored}`, hint: `${type.name} can be read from ${expected}.` })
  }
  return stored
}

const STORED_TYPES: readonly StoredType[] = ['OBJECT_ID', 'UUID', 'INT64', 'STRING', 'DECIMAL', 'DOUBLE', 'DATE', 'BOOLEAN']
const isStoredType = (name: string): name is StoredType => STORED_TYPES.some((type) => type === name)
const article = (name: string): string => `${/^[AEIO]/.test(name) ? 'an' : 'a'} ${name}`

const TOKEN = /YYYY|MM|DD|Mon|HH|mm|ss|SSS|Z|[^A-Za-z]|T/gy

function compileFormats({ name, problems, type }: Column, value: ConstValueNode | undefined): readonly string[] | undefined {
  if (value === undefined) return undefined
  const fail = (node: ASTNode, message: string, hint?: string): void => report(problems, node, { code: 'SCHEMA_COLUMN_FORMAT', message, hint })
  if (type.name !== 'DateTime' && type.name !== 'Date') fail(value, `"${name}" is ${article(type.name)}; formats are for DateTime and Date`)
  const nodes = textNodesOf(value)
  for (const node of nodes) {
    const tokens: readonly string[] = node.value.match(TOKEN) ?? []
    const needed = [['YYYY'], ['MM', 'Mon'], ['DD']].find((names) => !names.some((token) => tokens.includes(token)))
    if (tokens.join('') !== node.value) fail(node, `"${node.value}" is no format of a time`, 'Its parts are YYYY MM DD Mon HH mm ss SSS Z.')
    else if (needed !== undefined) fail(node, `The format "${node.value}" has no ${needed.join(' or ')}`)
  }
  return nodes.map((node) => node.value)
}

function compileDerive(column: Column, value: ConstValueNode | undefined): Derive | undefined {
  if (value === undefined) return undefined
  const forms = ['path', 'regex', 'cast'].filter((form) => partOf(value, form) !== undefined)
  if (forms.length !== 1) {
    reportDerive(column, value, `derive of "${column.name}" takes exactly one of path, regex, cast`)
    return undefined
  }
  switch (forms[0]) {
    case 'path': return derivePath(column, partOf(value, 'path'))
    case 'regex': return deriveRegex(column, value)
    default: return deriveCast(column, partOf(value, 'cast'))
  }
}

const reportDerive = ({ problems }: Column, node: ASTNode, message: string, hint?: string): void => report(problems, node, { code: 'SCHEMA_DERIVE', message, hint })

function derivePath(column: Column, value: ConstValueNode | undefined): Derive | undefined {
  const path = splitPath(textOf(value) ?? '')
  if (path !== null) return { kind: 'path', path }
  if (value !== undefined) reportDerive(column, value, `The path of "${column.name}" is empty or has an empty step`)
  return undefined
}

function deriveRegex(column: Column, value: ConstValueNode): Derive | undefined {
  const source = partOf(value, 'regex')
  const groupNode = partOf(value, 'group')
  const allNode = partOf(value, 'all')
  const regex = textOf(source)
  if (source === undefined || regex === undefined) return undefined
  const groups = countGroups(regex)
  const group = groupNode !== undefined && 'value' in groupNode ? Number(groupNode.value) : 0
  const all = allNode !== undefined && 'value' in allNode && allNode.value === true
  if (groups === null) reportDerive(column, source, `The regex of "${column.name}" is not valid`, 'It is a JavaScript regular expression with the flag u.')
  else if (groupNode !== undefined && !(group >= 0 && group <= groups)) reportDerive(column, groupNode, `The regex of "${column.name}" has ${groups} groups`)
  if (all !== column.written.list) reportDerive(column, allNode ?? source, all ? `"${column.name}" takes all matches, so its type must be a list` : `"${column.name}" is a list, so its regex must say all: true`)
  if (!['String', 'ID'].includes(column.type.name)) reportDerive(column, source, `A regex gives texts, and "${column.name}" is ${article(column.type.name)}`)
  return groups === null ? undefined : { kind: 'regex', regex, group, all }
}

/** How many groups a regex captures; null for one that is none. */
function countGroups(regex: string): number | null {
  try {
    return (new RegExp(`${regex}|`, 'u').exec('')?.length ?? 1) - 1
  } catch {
    return null
  }
}

function deriveCast(column: Column, value: ConstValueNode | undefined): Derive | undefined {
  const to = SCALARS.find((scalar) => scalar === wordOf(value))
  if (to === undefined || value === undefined) return undefined
  if (to !== column.type.name) reportDerive(column, value, `"${column.name}" is ${article(column.type.name)} and is cast to ${to}`)
  return { kind: 'cast', to }
}
