import * as z from 'zod'
import { OrganisationId } from '../ids.ts'
import { Exact } from './exact.ts'

const text = (most: number) => z.string().trim().min(1).max(most)
const evidence = text(1000).meta({ description: 'What it rests on: a document, an address, a visit' })
const yesNo = z.object({ value: z.boolean(), evidence }).exactOptional()
const amount = z.object({ value: Exact, evidence }).exactOptional()

/** Facts that no record of the platform tells: a reviewer attests them and says on what evidence. An absent one is
 *  not known. */
export const Attestations = z
  .object({
    managementFte: amount.meta({ description: 'Full-time equivalents of dedicated cluster management' }),
    publicCollaboration: yesNo.meta({ description: 'Collaboration with a public body is evidenced' }),
    englishWebsite: yesNo.meta({ description: 'The website has an English version' }),
    activity: yesNo.meta({ description: 'Activity is proved' }),
    recognisedByProgramme: z
      .discriminatedUnion('value', [
        z.object({ value: z.literal(true), programme: text(300), evidence }),
        z.object({ value: z.literal(false), evidence }),
      ])
      .exactOptional()
      .register(z.globalRegistry, {
        description: 'Recognised by a national or regional cluster programme, which is named',
      }),
    socialEconomyCluster: yesNo.meta({
      description: 'Recognised as a social-economy cluster by the European Commission',
    }),
    productivityRatio: amount.meta({ description: 'Productivity of the cluster ÷ that of its region' }),
    highPerformanceJobs: amount.meta({ description: 'Share of high-performance jobs, 0 to 1' }),
    members: z
      .array(
        z.object({
          organisation: OrganisationId,
          hasOutput: z.boolean().exactOptional(),
          hasInvestmentContract: z.boolean().exactOptional(),
          evidence,
        }),
      )
      .max(500)
      .exactOptional()
      .register(z.globalRegistry, { description: 'Of single members, where the records do not tell' }),
  })
  .register(z.globalRegistry, { id: 'Attestations' })
export type Attestations = z.output<typeof Attestations>
