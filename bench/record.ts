import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { invariant } from '../src/errors.ts'

const DOCUMENT = fileURLToPath(new URL('../docs/performance.md', import.meta.url))
const PRINTED = /(?<=<!-- printed by npm run bench -->\n)[\s\S]*?(?=<!-- until here -->)/

/** Puts what a run printed in the place of the last one's in `docs/performance.md`. */
export function recordRun(printed: string): void {
  const text = readFileSync(DOCUMENT, 'utf8')
  invariant(PRINTED.test(text), 'docs/performance.md has marks around what the benchmark printed')
  writeFileSync(DOCUMENT, text.replace(PRINTED, () => `\n${printed}\n`))
}
