import type { Handlers } from '#kernel/call'
import { once } from '#kernel/once'
import type { Table } from '#kernel/table'
import { dismissFailure, redriveFailure } from './change-failure.ts'
import type { failuresContract } from './contract.ts'
import { HandlingStore } from './handling-store.ts'
import type { FailureStore, Functions } from './ports.ts'
import { getFailure, listFailures } from './read-failures.ts'

interface Ports {
  readonly table: Table
  readonly failures: FailureStore
  readonly functions: Pick<Functions, 'start'>
  /** The function that carries out redrives. */
  readonly redriver: string
}

/** Builds the use cases around what functions gave up on. */
export const createFailures = ({
  table,
  failures,
  functions,
  redriver,
}: Ports): Handlers<typeof failuresContract> => {
  const ports = {
    failures,
    handlings: new HandlingStore(table),
    start: (failure: string) => functions.start(redriver, { failure }),
  }
  return {
    listFailures: listFailures(ports),
    getFailure: getFailure(ports),
    redriveFailure: redriveFailure(ports),
    dismissFailure: dismissFailure(ports),
  }
}

/** The failures bucket and AWS Lambda. Both clients are large: they are loaded by the first call that needs them. */
export const failuresOnAws = (bucket: string): Pick<Ports, 'failures' | 'functions'> => {
  const failures = once(async () => new (await import('./failure-store.ts')).S3FailureStore(bucket))
  const functions = once(async () => new (await import('./function-store.ts')).LambdaFunctions())
  return {
    failures: {
      page: async (...which) => (await failures()).page(...which),
      find: async (id) => (await failures()).find(id),
      remove: async (id) => (await failures()).remove(id),
    },
    functions: { start: async (...what) => (await functions()).start(...what) },
  }
}
