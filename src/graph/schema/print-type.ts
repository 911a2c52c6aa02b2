/** What stands above a definition in SDL. */
export interface Documented {
  readonly description?: string | undefined
  readonly deprecated?: string | undefined
}

/** One field or input field, or one value of an enum: `orders(limit: Int): [Order!]!`. */
export interface PrintedField extends Documented { readonly text: string }

/** `type Customer { … }`, or null when it would hold nothing, which SDL cannot say. */
export function printBlock(head: string, fields: readonly PrintedField[], description?: string): string | null {
  if (fields.length === 0) return null
  const lines = fields.map(({ text, deprecated, description: told }) => `${printDescription(told, '  ')}  ${text}${printDeprecated(deprecated)}`)
  return `${printDescription(description, '')}${head} {\n${lines.join('\n')}\n}`
}

/** JSON's escapes are GraphQL's. */
const printDescription = (text: string | undefined, indent: string): string => (text === undefined ? '' : `${indent}${JSON.stringify(text)}\n`)
const printDeprecated = (reason: string | undefined): string => (reason === undefined ? '' : ` @deprecated(reason: ${JSON.stringify(reason)})`)

export const plainField = (text: string, description?: string): PrintedField => ({ text, description })
