import { existsSync } from 'node:fs'
import { chromium, type Browser, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startDemo, type RunningDemo } from '../demo/start-demo.ts'

/** Debian's, or the one that the environment names. Without one these cases are reported as skipped, unless `CI` is set: then they fail. */
const BROWSER = process.env['CROSSGRAPH_TEST_CHROMIUM'] ?? '/usr/bin/chromium'
const ARGUMENTS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']

describe.skipIf(!existsSync(BROWSER) && process.env['CI'] === undefined)('GraphiQL in a browser', () => {
  let demo: RunningDemo
  let browser: Browser
  let page: Page
  const requested: string[] = []
  const complaints: string[] = []

  beforeAll(async () => {
    demo = await startDemo()
    browser = await chromium.launch({ executablePath: BROWSER, args: ARGUMENTS })
    page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    page.on('request', (request) => requested.push(request.url()))
    page.on('pageerror', (error) => complaints.push(error.message))
    await page.goto(demo.ready.url)
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    await demo?.end()
  })

  it('opens with the examples and runs the one over four sources', async () => {
    await page.getByRole('button', { name: /execute query/i }).click()
    const answer = page.locator('.graphiql-response')
    await expect.poll(() => answer.innerText(), { timeout: 20_000 }).toContain('"customers"')
    if (process.env['CROSSGRAPH_SCREENSHOT'] !== undefined) await page.screenshot({ path: process.env['CROSSGRAPH_SCREENSHOT'] })
    expect(await page.getByRole('tab').count()).toBeGreaterThanOrEqual(3)
  })

  it('shows the documentation of the graph', async () => {
    await page.getByRole('button', { name: /documentation explorer/i }).click()
    await page.getByRole('link', { name: 'Query', exact: true }).first().click()
    await expect.poll(() => page.locator('.graphiql-doc-explorer').innerText()).toContain('customersConnection')
  })

  it('asks nobody but its own server, and breaks nowhere', () => {
    const foreign = requested.filter((address) => !address.startsWith(demo.ready.url) && !/^(data|blob):/.test(address))
    expect(foreign).toEqual([])
    expect(complaints).toEqual([])
  })
})
