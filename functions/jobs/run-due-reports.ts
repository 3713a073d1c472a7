import { randomUUID } from 'node:crypto'
import { tableNamed } from '#kernel/aws'
import { readEnvironment } from '#kernel/env'
import { DueReportsEnvironment } from '#reports/environment'
import { createDueReports } from '#reports/index'

const environment = readEnvironment(DueReportsEnvironment)
const round = createDueReports(tableNamed(environment.REPORTS_TABLE))

/** Starts the reports that are due and looks after those that failed; answers how many. */
export const handler = () => round({ now: new Date(), name: randomUUID() })
