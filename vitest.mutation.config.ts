import { defineConfig } from 'vitest/config'

/** What mutants of models are tried with: those of the unit project, in one project, as the runner wants it. */
export default defineConfig({
  resolve: { conditions: ['node'] },
  test: {
    include: ['test/unit/**/*.test.ts', 'test/functions/**/*.test.ts'],
    exclude: ['test/unit/infra/**'],
    setupFiles: ['test/support/property-seed.ts'],
    env: {
      POWERTOOLS_DEV: 'false',
      AWS_REGION: 'eu-central-1',
      LOG_LEVEL: 'ERROR',
      POWERTOOLS_SERVICE_NAME: 'test',
    },
  },
})
