import { tableNamed } from '#kernel/aws'
import { readEnvironment } from '#kernel/env'
import { alertingOn } from '#monitoring/alerts/watching'
import { TellingEnvironment } from '#monitoring/environment'

const alerting = alertingOn(readEnvironment(TellingEnvironment), tableNamed)

/** Evaluates every alert rule; answers what it did. */
export const handler = () => alerting.daily()
