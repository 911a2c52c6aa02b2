/** `customer.ref` is two steps; a backslash takes the next letter as it is: `a\.b` is one step. Null for an empty step. */
export function splitPath(text: string): readonly string[] | null {
  const steps = text.match(/(?:\\.|[^.\\])+/gs) ?? []
  const isWhole = steps.length > 0 && steps.join('.') === text
  return isWhole ? steps.map((step) => step.replaceAll(/\\(.)/gs, '$1')) : null
}

/** The text that `splitPath` takes apart. */
export const joinPath = (steps: readonly string[]): string => steps.map((step) => step.replaceAll(/[.\\]/g, '\\$&')).join('.')
