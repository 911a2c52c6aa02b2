import { defineConfig } from 'vitest/config'

export default defineConfig({
  // Node takes the CommonJS form of graphql everywhere; two forms of it in one process do not know each other's types.
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: { include: ['test/**/*.test.ts'], testTimeout: 30_000, hookTimeout: 60_000, maxWorkers: 2 },
})
