import * as z from 'zod'
import { Act } from '../../registry/model/act.ts'

/** The legal act that powers rest on: kind, number and date. */
export const LegalAct = Act.required({ number: true, date: true }).register(z.globalRegistry, {
  id: 'LegalAct',
  example: { kind: 'Order', number: '12-R', date: '2026-02-20' },
})
export type LegalAct = z.output<typeof LegalAct>
