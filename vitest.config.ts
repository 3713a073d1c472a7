import { defineConfig } from 'vitest/config'

/** Platforms, browsers and jobs take what the machine gives them: a few times as long as on one that is idle. */
const PATIENT = {
  testTimeout: 300_000,
  hookTimeout: 300_000,
  expect: { poll: { timeout: 60_000, interval: 100 } },
}

const suite = (name: string, include: string[], rest: object = {}) => ({
  extends: true as const,
  test: { name, include, ...rest },
})

export default defineConfig({
  resolve: { conditions: ['node'] },
  test: {
    // Two cores: one worker beside the runner keeps timings steady.
    maxWorkers: 2,
    env: {
      POWERTOOLS_DEV: 'false',
      AWS_REGION: 'eu-central-1',
      LOG_LEVEL: 'ERROR',
      POWERTOOLS_SERVICE_NAME: 'test',
    },
    setupFiles: ['test/support/property-seed.ts'],
    projects: [
      // Property tests take seconds on a busy machine.
      suite('unit', ['test/unit/**/*.test.ts', 'test/functions/**/*.test.ts'], {
        testTimeout: 120_000,
        hookTimeout: 120_000,
      }),
      // One load of the CDK library for all files instead of one each.
      suite('infra', ['test/infra/**/*.test.ts'], {
        isolate: false,
        testTimeout: 180_000,
        hookTimeout: 300_000,
      }),
      suite('store', ['test/store/**/*.test.ts', 'test/integration/local-{cloud,data}/**/*.test.ts'], {
        testTimeout: 180_000,
        hookTimeout: 180_000,
      }),
      // One running platform for all of them; short tests in a browser are among them.
      suite('integration', ['test/{integration,e2e}/**/*.test.ts'], {
        exclude: ['test/integration/local-{cloud,data}/**', 'test/e2e/{public,signed-in}/**'],
        globalSetup: ['test/support/local-cloud-setup.ts'],
        ...PATIENT,
      }),
      // What people do who are signed in, in both languages: minutes, on a platform of its own.
      suite('signed-in', ['test/e2e/signed-in/**/*.test.ts'], {
        globalSetup: ['test/support/local-cloud-setup.ts'],
        ...PATIENT,
      }),
      // What everybody sees, on a platform that nobody has changed.
      suite('public', ['test/e2e/public/**/*.test.ts'], {
        // Once those before have ended.
        sequence: { groupOrder: 1 },
        globalSetup: ['test/support/local-cloud-setup.ts'],
        ...PATIENT,
      }),
      suite('deep', ['test/deep/**/*.test.ts'], {
        sequence: { groupOrder: 2 },
        globalSetup: ['test/support/local-cloud-setup.ts'],
        ...PATIENT,
        testTimeout: 1_200_000,
        hookTimeout: 1_200_000,
        fileParallelism: false,
      }),
    ],
  },
})
