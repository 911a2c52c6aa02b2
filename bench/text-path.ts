/**
 * CPU milliseconds a request takes in the gateway on both paths, from the operation to the finished text:
 *   node bench/text-path.ts [customers]
 * over the demo company in an embedded PostgreSQL: customers → all orders → all items, and what stands beside it below.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execute, parse } from 'graphql'
import type { DocumentNode, ExecutionResult } from 'graphql'
import { pino } from 'pino'
import { loadProject } from '../src/catalog/load-project.ts'
import type { RequestScope } from '../src/door/request.ts'
import { openGateway } from '../src/gateway.ts'
import { startSandbox } from '../src/sandbox/start.ts'
import { stringifyResult } from '../src/text-path/json-text.ts'
import { createTextPath } from '../src/text-path/text-path.ts'

const customers = Number(process.argv[2] ?? 200)
const OPERATIONS: Readonly<Record<string, string>> = {
  'customers → orders → items': `{ customers(limit: ${customers}) { id name email country tier orders { id number status placedAt total items { id quantity unitPrice } } } }`,
  'customers → orders → items → product': `{ customers(limit: ${customers}) { id name orders { id total items { id quantity product { id name price } } } } }`,
  'customers alone': `{ customers(limit: ${customers}) { id name email country tier createdAt } }`,
  'customers → ordersConnection(first: 3)': `{ customers(limit: ${customers}) { id ordersConnection(first: 3) { totalCount edges { cursor node { id total } } } } }`,
  'customers → ordersAggregate': `{ customers(limit: ${customers}) { id ordersAggregate { count sum { total } } } }`,
  'one customer': '{ customer(id: "1") { id name email } }',
}

type Run = (document: DocumentNode, name: string) => Promise<ExecutionResult> | ExecutionResult
const log = pino({ level: 'warn' })
const home = mkdtempSync(join(tmpdir(), 'crossgraph-bench-'))
const sandbox = await startSandbox({ projectDir: '.', onProgress: () => undefined })
try {
  const { config: project, catalog } = loadProject('.', { ...process.env, ...sandbox.env })
  if (project === null || catalog === null) throw new Error('the demo project has problems')
  const config = { ...project, sources: new Map([...project.sources].map(([name, source]) => [name, { ...source, enabled: source.kind === 'postgres', limits: { ...source.limits, rows: 1_000_000, bytes: 1_000_000_000 } }])) }
  const gateway = openGateway({ projectDir: home, config, catalog, log })
  const { schema, createContext } = gateway.graph
  const executeText = createTextPath(gateway.graph)
  const ordinary: Run = (document) => execute({ schema, document, contextValue: createContext(newScope()) })
  const text: Run = (document, name) => executeText({ document, queryHash: name, scope: newScope() })
  for (const [name, source] of Object.entries(OPERATIONS)) {
    const document = parse(source)
    const same = stringifyResult(await ordinary(document, name)) === stringifyResult(await text(document, name))
    await measure(ordinary, document, name)
    await measure(text, document, name)
    const [slow, quick] = [await measure(ordinary, document, name), await measure(text, document, name)]
    console.log(`${name.padEnd(44)} ordinary ${slow.cpu.toFixed(2)} ms, text ${quick.cpu.toFixed(2)} ms: ${(slow.cpu / quick.cpu).toFixed(1)} times less CPU; ${slow.bytes} bytes, ${same ? 'equal' : 'DIFFERENT'}`)
  }
  await gateway.close()
} finally {
  await sandbox.close()
  rmSync(home, { recursive: true, force: true })
}

function newScope(): RequestScope {
  return { deadline: performance.now() + 30_000, signal: new AbortController().signal, calls: null }
}

/** CPU of this process alone, the database's not counted; about two seconds of requests, one after the other. */
async function measure(run: Run, document: DocumentNode, name: string): Promise<{ readonly cpu: number; readonly bytes: number }> {
  const [begun, before] = [performance.now(), process.cpuUsage()]
  let [requests, bytes] = [0, 0]
  while (performance.now() - begun < 1500 || requests < 5) {
    bytes = Buffer.byteLength(stringifyResult(await run(document, name)))
    requests++
  }
  const { user, system } = process.cpuUsage(before)
  return { cpu: (user + system) / 1000 / requests, bytes }
}
