import { entity } from '#kernel/entity'
import type { Key } from '#kernel/table'
import { lacking, unchanged } from './lifts.ts'
import { RunSummary } from './model.ts'

/** Runs of the jobs, found newest first. */
export const runEntity = entity<RunSummary>({
  name: 'run',
  schemaVersion: 4,
  schema: RunSummary,
  lift: { 1: lacking({ checks: [] }), 2: unchanged, 3: unchanged },
  keys: ({ run }) => ({ pk: 'JOBS', sk: run }),
})

/** One that the jobs take before they write, so that they exclude each other. */
export const LEASE: Key = { pk: 'LEASE', sk: 'kpis' }

/** Up to which day the registry counts have been taken. */
export const COUNTED: Key = { pk: 'STATE', sk: 'counted' }
