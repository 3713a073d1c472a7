import { defineConfig } from 'vitest/config'
import { NearestFirst } from './test/mutation/nearest-first.ts'

/** What mutants of models are tried with: those of the unit project, in one project, as the runner wants it. */
export default defineConfig({
  resolve: { conditions: ['node'] },
  test: {
    include: ['test/unit/**/*.test.ts', 'test/functions/**/*.test.ts'],
    exclude: [
      'test/unit/infra/**',
      // Typesetting, and properties of whole worlds of figures: seconds for each mutant.
      'test/unit/{extracts/print,reports/forms}.test.ts',
      'test/unit/monitoring/model/confidentiality/disclosure.test.ts',
    ],
    // The libraries are loaded once for all files. Mutants of what modules do while they load are not tried, so that
    // nothing of a mutant stays behind.
    isolate: false,
    sequence: { sequencer: NearestFirst },
    setupFiles: ['test/support/property-seed.ts'],
    env: {
      POWERTOOLS_DEV: 'false',
      AWS_REGION: 'eu-central-1',
      LOG_LEVEL: 'ERROR',
      POWERTOOLS_SERVICE_NAME: 'test',
      LENGTHY_TESTS: 'none',
    },
  },
})
