import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { startSampledCloud } from './sampled-cloud.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The data folder of the suite's running platform; `runtime.json` in it tells all addresses. */
    dataDir: string
  }
}

/** Runs one whole platform with the sample data for a test project. Tests keep apart by jurisdiction. */
export default async function setup(project: TestProject) {
  const dataDir = await mkdtemp(join(tmpdir(), 'agglomera-test-'))
  const cloud = await startSampledCloud({ dataDir })
  project.provide('dataDir', dataDir)
  return async () => {
    await cloud.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
}
