import type { SourceKind, SourceShape } from '../sources/source.ts'
import { draftSdl } from './draft-sdl.ts'
import type { EnumDraft, FieldDraft, LinkDraft, TypeDraft } from './sdl-draft.ts'

/** A first SDL of a live source, to be edited by people; it compiles without a problem as it is. */
export function printSdl(sourceName: string, kind: SourceKind, shape: SourceShape): string {
  const { types, enums } = draftSdl(sourceName, kind, shape)
  return `${[...enums.map(printEnum), ...types.map(printType)].join('\n\n')}\n`
}

function printEnum({ name, description, values }: EnumDraft): string {
  const lines = values.map((value) => `  ${value.name}${value.name === value.stored ? '' : ` @value(stored: ${quote(value.stored)})`}`)
  return [...printDescription(description), `enum ${name} {`, ...lines, '}'].join('\n')
}

function printType({ name, description, entity, fields, links, commented }: TypeDraft): string {
  const directive = entity === undefined ? '' : ` @entity(${entity.join(', ')})`
  const body = [...fields.flatMap(printField), ...(links.length === 0 ? [] : ['', ...links.map(printLink)])]
  const lines = [...printDescription(description), `type ${name}${directive} {`, ...body.map((line) => (line === '' ? '' : `  ${line}`)), '}']
  return commented === undefined ? lines.join('\n') : [commented, ...lines].map((line) => `# ${line}`.trimEnd()).join('\n')
}

function printField({ name, description, type, column, score, remark }: FieldDraft): string[] {
  const directives = [...(column.length === 0 ? [] : [`@column(${column.join(', ')})`]), ...(score === true ? ['@score'] : [])]
  return [...(remark === undefined ? [] : [`# ${oneLine(remark)}`]), ...printDescription(description), [`${name}: ${type}`, ...directives].join(' ')]
}

const printLink = ({ name, type, on, key }: LinkDraft): string =>
  `${name}: ${type} @link(on: {${on.map(({ local, remote }) => `${local}: ${quote(remote)}`).join(', ')}}${key === undefined ? '' : `, key: ${key}`})`

const printDescription = (description: string | undefined): string[] =>
  description === undefined || oneLine(description) === '' ? [] : [quote(oneLine(description))]

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim()

/** A GraphQL string: JSON's but for lone surrogates, which GraphQL refuses. */
const quote = (text: string): string => JSON.stringify(text.toWellFormed())
