import * as z from 'zod'
import { type Contract, pageOf, route } from '#kernel/contract'
import {
  DeliveryId,
  DeliveryState,
  DeliveryView,
  MailSettings,
  MailSettingsView,
  OwnDelivery,
} from './model.ts'

/** The routes of what the platform writes to people by e-mail. */
export const deliveryContract = {
  name: 'delivery',
  routes: {
    listDeliveries: route({
      method: 'GET',
      path: '/deliveries',
      access: { power: 'job.redrive' },
      summary: 'List messages by how far they got, newest first; failed ones are the dead letters',
      query: z.object({ state: DeliveryState.default('failed') }),
      paged: true,
      responses: { 200: pageOf(DeliveryView) },
    }),
    listOwnDeliveries: route({
      method: 'GET',
      path: '/deliveries/own',
      access: 'signed-in',
      summary: 'List what the platform wrote to you, newest first',
      paged: true,
      responses: { 200: pageOf(OwnDelivery) },
    }),
    redriveDelivery: route({
      method: 'POST',
      path: '/deliveries/{deliveryId}/redrive',
      access: { power: 'job.redrive' },
      summary: 'Send a message anew that failed, came back, was withheld or got stuck',
      params: z.object({ deliveryId: DeliveryId }),
      responses: { 200: DeliveryView },
      problems: ['not-found', 'rule-failed'],
      idempotent: true,
    }),
    getMailSettings: route({
      method: 'GET',
      path: '/mail-settings',
      access: 'signed-in',
      summary: 'Read in which language the platform writes to you, and whether it still does',
      responses: { 200: MailSettingsView },
    }),
    changeMailSettings: route({
      method: 'PUT',
      path: '/mail-settings',
      access: 'signed-in',
      summary: 'Choose the language in which the platform writes to you',
      body: MailSettings,
      responses: { 200: MailSettings },
    }),
  },
} as const satisfies Contract
