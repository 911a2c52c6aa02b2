import type { CallRecord } from '../door/request.ts'

/**
 * The calls of one request as a tree of lines, as `crossgraph explain` prints it:
 * `customers · shop (postgres) · 50 rows, 8.1 kB, 1.9 ms` with the native text and residual steps below.
 */
export function printCalls(calls: readonly CallRecord[]): string {
  const known = new Set(calls.map((call) => call.id))
  const below = new Map<number | null, CallRecord[]>()
  for (const call of calls) {
    const parent = call.parent !== null && known.has(call.parent) ? call.parent : null
    const list = below.get(parent) ?? []
    list.push(call)
    below.set(parent, list)
  }
  const lines: string[] = []
  const print = (call: CallRecord, indent: string): void => {
    lines.push(`${indent}${headline(call)}`)
    for (const line of call.native.split('\n')) lines.push(`${indent}    ${line}`)
    for (const step of call.residual) lines.push(`${indent}    in the gateway: ${step}`)
    for (const child of below.get(call.id) ?? []) print(child, `${indent}  `)
  }
  for (const call of below.get(null) ?? []) print(call, '')
  return lines.join('\n')
}

function headline(call: CallRecord): string {
  const keys = call.keys > 0 ? `${call.keys} keys → ` : ''
  const cache = call.cache === 'off' ? '' : `, cache ${call.cache}`
  return `#${call.id} ${call.path.join('.')} · ${call.source} (${call.kind}) · ${keys}${call.rows} rows, ${printBytes(call.bytes)}, ${call.ms.toFixed(1)} ms${cache}`
}

function printBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  return bytes < 1_000_000 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`
}
