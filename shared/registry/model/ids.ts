import * as z from 'zod'
import { idOf } from '#kernel/ids'
import { wording } from '#kernel/wording'

export const ClusterId = idOf('clu')
export type ClusterId = z.output<typeof ClusterId>
export const OrganisationId = idOf('org')
export type OrganisationId = z.output<typeof OrganisationId>
export const RegisterId = idOf('reg')
export type RegisterId = z.output<typeof RegisterId>
export const ApplicationId = idOf('app')
export type ApplicationId = z.output<typeof ApplicationId>

export const FacilityId = idOf('fac')
export type FacilityId = z.output<typeof FacilityId>
export const ProposalId = idOf('mem')
export type ProposalId = z.output<typeof ProposalId>
export const TieId = idOf('tie')
export type TieId = z.output<typeof TieId>

/** A short name in addresses and files. It has no `_`, so that it is never taken for an id. */
const shortName = () =>
  z.string().regex(
    /^[a-z][a-z0-9-]{1,39}$/,
    wording({
      en: 'small letters, digits and "-", at most 40',
      ru: 'строчные латинские буквы, цифры и «-», не более 40',
    }),
  )

/** The short name of a register: `national`. */
export const RegisterCode = shortName().register(z.globalRegistry, { example: 'national' })
/** A register by its id or its code. */
export const RegisterRef = z.union([RegisterId, RegisterCode])
export type RegisterRef = z.output<typeof RegisterRef>

/** The short name of a rule set: `eccp-profile`. */
export const RuleSetCode = shortName().register(z.globalRegistry, { example: 'eccp-profile' })
