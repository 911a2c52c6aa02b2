/** Writing names and constants into SQL text. Everything that comes from a request is a parameter instead. */

/** `"order"`: quoted always, so that reserved and mixed-case names need no care. */
export const quoteName = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** `'it''s'`; sessions run with `standard_conforming_strings`, so a backslash stands for itself. */
export const quoteText = (text: string): string => `'${text.replaceAll("'", "''")}'`

/** `'{a,"b c"}'`, a constant of type text[]: a path into jsonb, stored names of an enum. */
export const quoteTexts = (texts: readonly string[]): string => quoteText(arrayText(texts))

const NEEDS_NO_QUOTES = /^[A-Za-z0-9_.:+-]+$/

/** PostgreSQL's text form of an array. */
export function arrayText(elements: readonly string[]): string {
  return `{${elements.map(arrayElement).join(',')}}`
}

function arrayElement(text: string): string {
  if (NEEDS_NO_QUOTES.test(text) && text.toLowerCase() !== 'null') return text
  return `"${text.replace(/["\\]/g, '\\$&')}"`
}

/** `a AND b`, with `true` for none; each part must bind tighter than AND or be in parentheses. */
export const joinConditions = (parts: readonly string[]): string => (parts.length === 0 ? 'true' : parts.join(' AND '))
