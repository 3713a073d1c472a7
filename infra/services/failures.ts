import { failuresContract } from '#delivery/failures/contract'
import { FailuresEnvironment, RedrivingEnvironment } from '#delivery/failures/environment'
import { CAPABILITY, JOB_SECONDS, type Service, USAGE } from './service.ts'

/** The function that carries out redrives. */
export const REDRIVER = 'functions/events/redrive-failure.ts'

/** What functions gave up on, and its redrive.
 *  @param others all other functions: those that nobody waits for are called again */
export const failuresServices = (others: readonly Service[]): readonly Service[] => [
  {
    entry: 'functions/api/failures.ts',
    description: 'What functions gave up on: listed, redriven, dismissed',
    trigger: { kind: 'api', contract: failuresContract },
    environment: FailuresEnvironment,
    tables: {
      governance: CAPABILITY,
      usage: USAGE,
      delivery: { actions: ['GetItem', 'BatchGetItem', 'PutItem'] },
    },
    failures: [{ prefix: 'aws/lambda/', actions: ['GetObject', 'DeleteObject'], missing: 'told' }],
    calls: [REDRIVER],
  },
  {
    entry: REDRIVER,
    description: 'Gives what a function gave up on to it again',
    trigger: { kind: 'called' },
    environment: RedrivingEnvironment,
    tables: { delivery: { actions: ['GetItem', 'PutItem'] } },
    failures: [{ prefix: 'aws/lambda/', actions: ['GetObject', 'DeleteObject'], missing: 'told' }],
    // Its own failures are kept too.
    calls: [...others.filter(({ trigger }) => trigger.kind !== 'api').map(({ entry }) => entry), REDRIVER],
    // It waits for the function that it calls.
    timeoutSeconds: JOB_SECONDS,
  },
]
