/** A text in which `‸` stands before each word that is expected to be found faulty. */
export interface Marked {
  /** Without the marks. */
  readonly text: string
  /** `line:column` of each mark, in order. */
  readonly places: readonly string[]
}

export function readMarked(marked: string): Marked {
  const [first = '', ...rest] = marked.split('‸')
  const places: string[] = []
  let text = first
  for (const part of rest) {
    places.push(placeOf(text))
    text += part
  }
  return { text, places }
}

function placeOf(before: string): string {
  const lines = before.split('\n')
  return `${lines.length}:${(lines.at(-1)?.length ?? 0) + 1}`
}
