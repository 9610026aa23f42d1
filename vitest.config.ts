import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // In this order: the second makes its folder in the first.
    globalSetup: ['test/e2e/temporary-folder.ts', 'test/e2e/built-folder.ts', 'test/e2e/compiled-code.ts'],
    // Processes, not threads: the browser's end is bound to the signals of its process, which a thread does not receive.
    pool: 'forks',
    // Modules are loaded once for each worker, not for each file. What ours keep for all files (a browser to look in, a PostgreSQL,
    // drafts of the factsheets) none of them changes.
    isolate: false,
    // A browser is several processes of its own; more workers than cores only make each test wait.
    maxWorkers: 2,
    // A first start of the browser reads 200 MB from a cold disk.
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Names every file, with its number of tests and time; and every test that failed.
    reporters: [['default', { summary: false }]],
  },
})
