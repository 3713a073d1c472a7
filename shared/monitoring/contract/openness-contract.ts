import * as z from 'zod'
import { CalendarDate } from '#kernel/clock'
import { route } from '#kernel/contract'
import { IndicatorCode, OpennessView, Subject } from '../model.ts'

const OneCluster = z.object({ cluster: Subject })

const indicators = z.array(IndicatorCode).min(1).max(100).exactOptional()

/** The routes by which clusters agree that their own values are public. */
export const opennessRoutes = {
  getOpenness: route({
    method: 'GET',
    path: '/openness-agreements/{cluster}',
    access: 'public',
    summary: 'Read which of its own values a cluster has agreed to make public',
    params: OneCluster,
    responses: { 200: OpennessView },
    problems: ['not-found'],
  }),
  agreeToOpenness: route({
    method: 'POST',
    path: '/openness-agreements/{cluster}',
    access: { power: 'kpi.submit' },
    summary:
      'Agree, as the management of a cluster, that its values of indicators that are cluster-open are public, of periods that begin on a day or later',
    params: OneCluster,
    body: z.object({
      indicators: indicators.meta({ description: 'Default: all that are cluster-open and reported today' }),
      from: CalendarDate.meta({
        description: 'After the last period of these indicators that a release holds',
      }),
    }),
    responses: { 200: OpennessView },
    problems: ['not-found', 'rule-failed'],
    concurrency: 'if-match',
    idempotent: true,
  }),
  withdrawOpenness: route({
    method: 'POST',
    path: '/openness-agreements/{cluster}/withdrawal',
    access: { power: 'kpi.submit' },
    summary: 'Withdraw the agreement of a cluster for periods that begin on a day to come or later',
    params: OneCluster,
    body: z.object({
      indicators: indicators.meta({ description: 'Default: all that the cluster has agreed on' }),
      to: CalendarDate.meta({
        description: 'The first day that is not covered any more; not before tomorrow',
      }),
    }),
    responses: { 200: OpennessView },
    problems: ['not-found', 'rule-failed'],
    concurrency: 'if-match',
    idempotent: true,
  }),
} as const
