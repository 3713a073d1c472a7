import { SignInNeeded, session } from './session.ts'

/** A token is renewed this long before it ends, so that none ends on its way. */
const EARLY_MILLISECONDS = 60_000

let renewing: Promise<void> | undefined

/** The access token for a call, renewed where it is about to end; undefined when nobody is signed in.
 *  @throws SignInNeeded when it has ended and cannot be renewed */
export const accessToken = async (): Promise<string | undefined> => {
  const before = session()
  if (before === undefined) return undefined
  if (before.expired === undefined && before.expiresAt - EARLY_MILLISECONDS <= Date.now()) {
    renewing ??= import('./sign-in.ts')
      .then(({ renew }) => renew())
      .finally(() => {
        renewing = undefined
      })
    await renewing
  }
  const after = session()
  if (after?.expired === true) throw new SignInNeeded()
  return after?.accessToken
}
