import * as z from 'zod'
import { CalendarDate, Instant } from '#kernel/clock'
import { type Contract, pageOf, route } from '#kernel/contract'
import { wording } from '#kernel/wording'
import { AuditRecord, SealedDay } from './model.ts'

const access = { power: 'audit.read' } as const

/** The routes by which the audit trail is read. Nothing writes to it here. */
export const auditContract = {
  name: 'audit',
  routes: {
    listChanges: route({
      method: 'GET',
      path: '/audit',
      access,
      summary: 'List who changed what when: of a record, by an actor, or on a day (today unless asked)',
      query: z
        .object({
          record: z
            .string()
            .max(2000)
            .regex(
              /^[a-z]+\/[^/]+\/.+$/,
              wording({
                en: 'expected <context>/<key>/<sort key>, as a change names its record',
                ru: 'ожидается <контекст>/<ключ>/<ключ сортировки>, как запись названа в изменении',
              }),
            )
            .exactOptional()
            .register(z.globalRegistry, {
              example: 'registry/CLUSTER#clu_01JD3Z5V9QK8M2N4P6R8S0T2V4/CLUSTER',
            }),
          actor: z.string().min(1).max(200).exactOptional().register(z.globalRegistry, {
            description: 'The id of a person, `platform`, `anonymous` or `unattributed`',
          }),
          day: CalendarDate.exactOptional().register(z.globalRegistry, {
            description: 'The day (UTC) in whose chain it stands',
          }),
          order: z
            .enum(['asc', 'desc'])
            .default('desc')
            .register(z.globalRegistry, { description: 'Newest first, unless asc' }),
        })
        .refine(({ record, actor }) => record === undefined || actor === undefined, {
          error: 'give a record or an actor, not both',
          params: { ru: 'укажите запись или автора, но не то и другое' },
          path: ['actor'],
        }),
      responses: { 200: pageOf(AuditRecord) },
      paged: true,
    }),
    listDays: route({
      method: 'GET',
      path: '/audit/days',
      access,
      summary: 'List the sealed days of the audit trail with their roots, the last one first',
      responses: { 200: pageOf(SealedDay) },
      paged: true,
    }),
    getDay: route({
      method: 'GET',
      path: '/audit/days/{day}',
      access,
      summary: 'Read a sealed day, and where its seal can be fetched from the locked bucket for five minutes',
      params: z.object({ day: CalendarDate }),
      responses: {
        200: SealedDay.extend({ seal: z.object({ url: z.url(), expiresAt: Instant }) }).register(
          z.globalRegistry,
          {
            id: 'SealedDayWithSeal',
          },
        ),
      },
      problems: ['not-found'],
    }),
  },
} as const satisfies Contract
