import { SignInNeeded, session } from './session.ts'

/** For `beforeLoad` of pages that need somebody who is signed in. @throws SignInNeeded, shown as the way to sign in */
export const demandSignIn = (): void => {
  if (session() === undefined) throw new SignInNeeded()
}
