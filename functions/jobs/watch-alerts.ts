import { tableNamed } from '#kernel/aws'
import { readEnvironment } from '#kernel/env'
import { alertingOn } from '#monitoring/alerts/index'
import { AlertingEnvironment } from '#monitoring/environment'

const alerting = alertingOn(readEnvironment(AlertingEnvironment), tableNamed)

/** Evaluates every alert rule; answers what it did. */
export const handler = () => alerting.daily()
