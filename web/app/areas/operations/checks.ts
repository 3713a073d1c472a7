import type * as z from 'zod'
import { failuresContract } from '#delivery/failures/contract'
import { type Check, checkBy } from '../../forms/check.ts'

/** Checks by the schemas of the contract; they come with the first form. */

const body = failuresContract.routes.dismissFailure.body

/** Nothing typed is a reason that is too short. */
export const dismissal: Check<z.output<typeof body>, { readonly reason?: string }> = ({ reason = '' }) =>
  checkBy(body)({ reason })
