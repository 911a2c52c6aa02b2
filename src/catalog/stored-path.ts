/** `customer.ref` is two steps; a backslash takes the next letter as it is: `a\.b` is one step. Null for an empty step. */
export function splitPath(text: string): readonly string[] | null {
  const steps = text.match(/(?:\\.|[^.\\])+/gs)?.map((step) => step.replaceAll(/\\(.)/gs, '$1')) ?? []
  const isWhole = joinPath(steps) === text.replaceAll(/\\([^.\\])/gs, '$1')
  return steps.length > 0 && isWhole ? steps : null
}

/** The text that `splitPath` takes apart. */
export const joinPath = (steps: readonly string[]): string => steps.map((step) => step.replaceAll(/[.\\]/g, '\\$&')).join('.')
