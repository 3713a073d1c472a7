import { failuresContract } from '#delivery/failures/contract'
import { checkBy } from '../../forms/check.ts'

/** Checks by the schemas of the contract; they come with the first form. */

export const dismissal = checkBy(failuresContract.routes.dismissFailure.body)
