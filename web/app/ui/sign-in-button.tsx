import { useRouterState } from '@tanstack/react-router'
import { t } from '../texts/index.ts'

/** Leaves to sign in, and comes back to the same page. */
export const SignInButton = () => {
  const href = useRouterState({ select: ({ location }) => location.href })
  return (
    <button
      type="button"
      onClick={() => void import('../session/sign-in.ts').then((one) => one.signIn(href))}
    >
      {t.signIn}
    </button>
  )
}
