import type { ExecutionResult } from 'graphql'
import { execute } from 'graphql'
import type { RequestScope } from '../door/request.ts'
import { CrossgraphError, invariant } from '../errors.ts'
import type { ExecutableGraph } from '../graph/create-graph.ts'
import type { CompiledOperation, RootField } from './compile-operation.ts'
import { executeFields } from './execute-fields.ts'
import { JsonText } from './json-text.ts'
import { NotPrintable } from './not-printable.ts'
import type { HashedRequest } from './operation-cache.ts'
import { createOperationCache } from './operation-cache.ts'
import { readLevel, readRoot } from './read-level.ts'
import type { TextLevel } from './text-level.ts'
import type { TextRun } from './text-run.ts'
import { handOver } from './text-run.ts'

export interface TextRequest extends HashedRequest { readonly scope: RequestScope }

/** How many root fields of an operation went which way. */
export interface Ways { readonly printed: number; readonly ordinary: number; readonly handedOver: number }

export interface TextPathOptions {
  /** Told once for each operation with a root field that can be printed. */
  readonly onAnswer?: (ways: Ways) => void
}

export type ExecuteText = (request: TextRequest) => Promise<ExecutionResult>

/**
 * The second path of execution: root fields made of the catalog's fields and links are printed straight from the sources'
 * rows; the others, and those in which something goes wrong, are executed by graphql-js, which remains the reference.
 * `data` of the result is a JsonText, or what graphql-js made.
 */
export function createTextPath(graph: Pick<ExecutableGraph, 'schema' | 'createContext'>, { onAnswer }: TextPathOptions = {}): ExecuteText {
  const { schema } = graph
  const compile = createOperationCache(schema)
  return async (request) => {
    const { document, operationName, variables } = request
    const context = graph.createContext(request.scope)
    const compiled = compile(context.graph, request)
    if (compiled === null) return execute({ schema, document, operationName, variableValues: variables, contextValue: context })

    const run: TextRun = { context, hasConnections: compiled.hasConnections, batches: new Map(), readLevel }
    const runOrdinary = (fields: readonly RootField[]): Promise<ExecutionResult> => executeFields({ schema, context, variables }, compiled, fields)
    const ordinary = compiled.fields.filter(({ kind }) => kind === 'ordinary')
    const [printed, executed] = await Promise.all([printFields(run, compiled), runOrdinary(ordinary)])
    const failed = compiled.fields.filter(({ kind, as }) => kind === 'text' && !printed.has(as))
    if (failed.length > 0) handOver(run)
    const again = await runOrdinary(failed)
    onAnswer?.({ printed: printed.size, ordinary: ordinary.length, handedOver: failed.length })
    return merge(compiled, printed, [executed, again])
  }
}

/** By response key; those in which something went wrong are missing. */
async function printFields(run: TextRun, { fields }: CompiledOperation): Promise<ReadonlyMap<string, string>> {
  const printed = new Map<string, string>()
  await Promise.all(fields.map(async (field) => {
    const text = field.kind === 'text' ? await printField(run, field.text) : null
    if (text !== null) printed.set(field.as, text)
  }))
  return printed
}

async function printField(run: TextRun, text: TextLevel): Promise<string | null> {
  try {
    return await readRoot(run, text)
  } catch (error) {
    if (!(error instanceof NotPrintable || error instanceof CrossgraphError)) run.context.graph.reportBug(error)
    return null
  }
}

/** Both parts in the order of the selection. A null that a part's own fields have passed up to the root takes everything with it. */
function merge({ fields }: CompiledOperation, printed: ReadonlyMap<string, string>, parts: readonly ExecutionResult[]): ExecutionResult {
  const errors = parts.flatMap((part) => part.errors ?? [])
  if (parts.some(({ data }) => data === null || data === undefined)) return { errors, data: null }
  const members = fields.map((field) => field.head + (field.kind === 'typename' ? field.text : printed.get(field.as) ?? textOf(parts, field.as)))
  const data = new JsonText(`${members.join('')}}`)
  return errors.length > 0 ? { errors, data } : { data }
}

function textOf(parts: readonly ExecutionResult[], as: string): string {
  const part = parts.find(({ data }) => data !== null && data !== undefined && Object.hasOwn(data, as))
  invariant(part?.data !== undefined && part.data !== null, `${as} was executed`)
  return JSON.stringify(part.data[as])
}
