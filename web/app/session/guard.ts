import type { QueryClient } from '@tanstack/react-query'
import { SignInNeeded, session } from './session.ts'

/** For `beforeLoad` of pages that need somebody who is signed in. @throws SignInNeeded, shown as the way to sign in */
export const demandSignIn = (): void => {
  if (session() === undefined) throw new SignInNeeded()
}

/** For loaders of pages that ask what the person may do: known before they are shown, nobody is refused for a moment. */
export const knowPowers = (cache: QueryClient): Promise<unknown> =>
  import('./me.ts').then(({ me }) => cache.ensureQueryData(me()))
