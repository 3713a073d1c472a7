import * as z from 'zod'
import { type Contract, pageOf, route } from '#kernel/contract'
import { AlertPreview } from './model/prospect.ts'
import { AlertId, AlertNote, AlertRule, AlertRuleContent, AlertRuleId, AlertView, Severity } from './model.ts'

const OneAlert = z.object({ alertId: AlertId })
const OneRule = z.object({ ruleId: AlertRuleId })

/** The routes of alerts: what authorities want to be alerted to, and the feed of what they are. */
export const alertsContract = {
  name: 'alerts',
  routes: {
    listAlerts: route({
      method: 'GET',
      path: '/alerts',
      access: 'signed-in',
      summary: 'List your alerts, newest first: of what you have power over and may read',
      query: z.object({
        state: z.enum(['unresolved', 'resolved']).default('unresolved'),
        severity: Severity.exactOptional(),
      }),
      paged: true,
      responses: { 200: pageOf(AlertView) },
    }),
    countAlerts: route({
      method: 'GET',
      path: '/alerts/counts',
      access: 'signed-in',
      summary: 'Count your alerts that are not over',
      responses: {
        200: z
          .object({
            open: z.int(),
            acknowledged: z.int(),
            bySeverity: z.object({ critical: z.int(), warning: z.int(), info: z.int() }),
          })
          .register(z.globalRegistry, { id: 'AlertCounts' }),
      },
    }),
    acknowledgeAlert: route({
      method: 'POST',
      path: '/alerts/{alertId}/acknowledgement',
      access: 'signed-in',
      summary: 'Say that you have seen an alert and take care of it',
      params: OneAlert,
      body: z.object({ note: AlertNote.exactOptional() }),
      responses: { 200: AlertView },
      problems: ['not-found', 'conflict'],
      idempotent: true,
    }),
    resolveAlert: route({
      method: 'POST',
      path: '/alerts/{alertId}/resolution',
      access: 'signed-in',
      summary:
        'End an alert; it comes back only when its condition ended and holds again, or of a newer period',
      params: OneAlert,
      body: z.object({ note: AlertNote }),
      responses: { 200: AlertView },
      problems: ['not-found', 'conflict'],
      idempotent: true,
    }),
    listAlertRules: route({
      method: 'GET',
      path: '/alert-rules',
      access: { power: 'target.set' },
      summary: 'List what is watched, by whichever authority',
      responses: { 200: z.object({ items: z.array(AlertRule) }) },
    }),
    createAlertRule: route({
      method: 'POST',
      path: '/alert-rules',
      access: { power: 'target.set' },
      summary: 'Have a figure, a deadline or the age of profiles watched in your territory',
      body: AlertRuleContent,
      responses: { 201: AlertRule },
      problems: ['not-found', 'rule-failed'],
      idempotent: true,
    }),
    previewAlertRule: route({
      method: 'POST',
      path: '/alert-rules/preview',
      access: { power: 'target.set' },
      summary: 'See which alerts a rule would open now, before it is made or changed; nothing is kept',
      query: z.object({
        rule: AlertRuleId.exactOptional().register(z.globalRegistry, {
          description: 'The rule that it would take the place of, whose alerts count',
        }),
      }),
      body: AlertRuleContent,
      responses: { 200: AlertPreview },
      problems: ['not-found', 'rule-failed'],
    }),
    getAlertRule: route({
      method: 'GET',
      path: '/alert-rules/{ruleId}',
      access: { power: 'target.set' },
      summary: 'Read what one rule watches',
      params: OneRule,
      responses: { 200: AlertRule },
      problems: ['not-found'],
    }),
    changeAlertRule: route({
      method: 'PUT',
      path: '/alert-rules/{ruleId}',
      access: { power: 'target.set' },
      summary: 'Change what a rule watches, or switch it off',
      params: OneRule,
      body: AlertRuleContent,
      responses: { 200: AlertRule },
      problems: ['not-found', 'rule-failed'],
      concurrency: 'if-match',
      idempotent: true,
    }),
  },
} as const satisfies Contract
