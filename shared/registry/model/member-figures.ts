import * as z from 'zod'
import { Instant } from '#kernel/clock'
import { Amount } from './amount.ts'
import { ClusterId, OrganisationId } from './ids.ts'
import type { Classes } from './visibility.ts'

const figures = {
  purchasesTotal: Amount.exactOptional().register(z.globalRegistry, {
    description: 'All its purchases of products, works and services in the year, net of VAT',
  }),
  hasOutput: z.boolean().exactOptional().register(z.globalRegistry, {
    description: 'Whether it had industrial output within the cluster in the year',
  }),
  hasInvestmentContract: z.boolean().exactOptional().register(z.globalRegistry, {
    description: 'Whether a special investment contract obliges it to tie up with members',
  }),
}

/** What a member states of a year; what is left out is not known. */
export const MemberFiguresContent = z
  .object({
    ...figures,
    managementMayRead: z.boolean().exactOptional().register(z.globalRegistry, {
      description: 'Whether the management organisation may read it; only the member’s own people decide',
    }),
  })
  .register(z.globalRegistry, { id: 'MemberFiguresContent' })
export type MemberFiguresContent = z.output<typeof MemberFiguresContent>

/** The yearly figures of a member of a cluster. */
export const MemberFigures = z
  .object({
    cluster: ClusterId,
    organisation: OrganisationId,
    year: z.int(),
    ...figures,
    managementMayRead: z.boolean().exactOptional(),
    updatedAt: Instant.exactOptional().register(z.globalRegistry, {
      description: 'Absent while nothing was stated',
    }),
  })
  .register(z.globalRegistry, { id: 'MemberFigures' })
export type MemberFigures = z.output<typeof MemberFigures>

/** Who may see which of a member's figures. */
export const MEMBER_FIGURES_CLASSES: Classes<MemberFigures> = {
  cluster: 'public',
  organisation: 'public',
  year: 'public',
  purchasesTotal: 'parties',
  hasOutput: 'parties',
  hasInvestmentContract: 'parties',
  managementMayRead: 'parties',
  updatedAt: 'parties',
}
