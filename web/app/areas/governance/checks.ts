import type * as z from 'zod'
import { ErasureRequest } from '#governance/contract/persons'
import { ApiKeyRequest, RotationRequest } from '#governance/model/api-key'
import { AuthorityContent } from '#governance/model/authority'
import { Delegation, GrantEnd, GrantHandover, GrantRequest } from '#governance/model/grant'
import { PersonalData, PersonCorrection } from '#governance/model/person'
import { PositionContent, PositionRequest, SubstitutionContent } from '#governance/model/position'
import { type Check, checkBy } from '../../forms/check.ts'
import { type AuthorityValues, authorityFrom } from './authority-values.ts'
import { grantFrom, type ReachValues } from './grant-values.ts'
import { keyFrom } from './key-values.ts'
import { t } from './texts/index.ts'

/** Checks by the schemas of the contract; they come with the first form. */

/** A check of what has a reach, which says in the words of the form what is missing of its place. */
const placed =
  <C, V extends { readonly reach: ReachValues }>(
    check: Check<C>,
    from: (values: V) => unknown,
  ): Check<C, V> =>
  (values) => {
    const checked = check(from(values))
    if ('content' in checked) return checked
    const pointer = values.reach.place === 'clusters' ? '/clusters' : '/territory'
    return {
      faults: checked.faults.map((fault) =>
        fault.pointer === '/territory' ? { pointer, detail: t.grants.choosePlace } : fault,
      ),
    }
  }

/** An authority as it is added or corrected. */
export const authority: Check<z.output<typeof AuthorityContent>, AuthorityValues> = (values) =>
  checkBy(AuthorityContent)(authorityFrom(values))

export const newGrant = placed(checkBy(GrantRequest), grantFrom)
export const delegation = placed(checkBy(Delegation), grantFrom)
export const grantEnd = checkBy(GrantEnd)
export const handover = checkBy(GrantHandover)
export const newPerson = checkBy(PersonalData)
export const personCorrection = checkBy(PersonCorrection)
export const newPosition = checkBy(PositionRequest)
export const positionChange = checkBy(PositionContent.pick({ role: true, to: true }))
export const newSubstitution = checkBy(SubstitutionContent)
export const substitutionEnd = checkBy(SubstitutionContent.pick({ to: true, act: true }))
export const newApiKey = placed(checkBy(ApiKeyRequest), keyFrom)

/** Days are typed; the old secret works until the first moment (UTC) of its day. */
export const rotation: Check<z.output<typeof RotationRequest>, { readonly oldUntil?: string }> = ({
  oldUntil,
  ...values
}) =>
  checkBy(RotationRequest)({
    ...values,
    ...(oldUntil !== undefined && { oldUntil: `${oldUntil}T00:00:00.000Z` }),
  })

/** An erasure, of which the person has to be sure. */
export const erasureOf =
  (person: string): Check<z.output<typeof ErasureRequest>, { readonly isSure: boolean }> =>
  ({ isSure, ...values }) => {
    const checked = checkBy(ErasureRequest)({ ...values, confirm: person })
    if (isSure) return checked
    const missing = { pointer: '/confirm', detail: t.erasure.notSure }
    return { faults: ['faults' in checked ? checked.faults : [], missing].flat() }
  }
