import { SealingEnvironment } from '#audit/environment'
import { createSealing } from '#audit/index'
import { tableNamed } from '#kernel/aws'
import { readEnvironment } from '#kernel/env'

const environment = readEnvironment(SealingEnvironment)

/** Seals the days of the audit trail that are over; answers which. */
export const handler = createSealing(environment, tableNamed(environment.AUDIT_TABLE))
