/** JSON as the server reads and writes it: integers beyond 2^53 (point ids go to 2^64 - 1) are bigint, so that no digit is lost. */
export type Json = null | boolean | number | bigint | string | readonly Json[] | JsonObject
export interface JsonObject { readonly [name: string]: Json }

/** @throws SyntaxError for a text that is no JSON. */
export function parseJson(text: string): Json {
  const json: Json = JSON.parse(text, keepDigits)
  return json
}

const INTEGER = /^-?\d+$/

function keepDigits(_name: string, value: unknown, context?: { readonly source?: string }): unknown {
  const source = context?.source
  if (typeof value !== 'number' || Number.isSafeInteger(value) || source === undefined || !INTEGER.test(source)) return value
  const exact = BigInt(source)
  // Beyond 64 bits the real server keeps a double as well.
  return BigInt.asUintN(64, exact) === exact || BigInt.asIntN(64, exact) === exact ? exact : value
}

export const printJson = (value: unknown): string => JSON.stringify(value, (_name, inner: unknown) => (typeof inner === 'bigint' ? rawNumber(inner) : inner))

/** Node has had `JSON.rawJSON` since version 21; the types of the language do not know it yet. */
const rawNumber = (value: bigint): unknown => (JSON as unknown as { rawJSON(text: string): unknown }).rawJSON(String(value))

export const isObject = (value: Json | undefined): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value)
export const isArray = (value: Json | undefined): value is readonly Json[] => Array.isArray(value)
