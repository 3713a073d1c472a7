import { expect, vi } from 'vitest'
import type { Platform } from './platform.ts'

/** Runs a job of the figures once none of another test holds the lease that they share. @returns its summary */
export const ranAlone = (platform: Platform, job: string): Promise<unknown> =>
  vi.waitFor(
    async () => {
      const summary = await platform.runJob(job)
      expect(summary).not.toMatchObject({ outcome: 'skipped' })
      return summary
    },
    { timeout: 120_000, interval: 500 },
  )
