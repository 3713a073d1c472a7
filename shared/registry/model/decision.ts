import * as z from 'zod'
import { CalendarDate } from '#kernel/clock'
import { Act } from './act.ts'
import { Waiver } from './rules/assessment.ts'
import { Attestations } from './rules/attestations.ts'
import { stepContent } from './step.ts'

/** What a decision gives besides for the rule sets of the register. */
const judged = {
  attestations: Attestations.prefault({}),
  waiver: Waiver.exactOptional().register(z.globalRegistry, {
    description: 'Lets a cluster through that does not pass; needs waiver.grant over it',
  }),
}

/** The decision to enter a cluster in a register, or to amend its entry. */
export const RegistrationDecision = z
  .object({
    ...stepContent,
    act: Act,
    decisionDate: CalendarDate,
    clusterVersion: z.int().exactOptional().register(z.globalRegistry, {
      description: 'The version of the cluster that was reviewed; another one now is refused',
    }),
    ...judged,
  })
  .register(z.globalRegistry, { id: 'RegistrationDecision' })
export type RegistrationDecision = z.output<typeof RegistrationDecision>

/** The decision that an entry stays after the term of the one before, judged by the rules of its date. */
export const Reconfirmation = z
  .object({ ...stepContent, act: Act, decisionDate: CalendarDate, ...judged })
  .register(z.globalRegistry, { id: 'Reconfirmation' })
