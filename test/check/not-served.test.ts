import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { checkProject } from '../../src/check/check-project.ts'

it('names what is read and not served', async () => {
  const project = mkdtempSync(join(tmpdir(), 'crossgraph-check-'))
  try {
    for (const part of ['crossgraph.yaml', 'schema']) cpSync(part, join(project, part), { recursive: true })
    writeFileSync(join(project, 'schema', 'view.graphql'), 'type Person @view(of: "Customer") {\n  id: ID!\n}\n')
    const problems = await checkProject(project, {}, { offline: true, sources: new Map() })
    expect(problems.filter(({ code }) => code === 'SCHEMA_NOT_SERVED')).toEqual([
      { code: 'SCHEMA_NOT_SERVED', severity: 'warning', message: 'Person is read, but views are not served by this version', place: { file: 'schema/view.graphql', line: 1, column: expect.any(Number) } },
    ])
  } finally {
    rmSync(project, { recursive: true })
  }
})
