import { type ErrorComponentProps, Link, useRouter, useRouterState } from '@tanstack/react-router'
import { ApiProblem } from '#kernel/client'
import { troubleOf } from '../api.ts'
import { t } from '../texts/index.ts'
import { Heading } from './heading.tsx'
import { SignInButton } from './sign-in-button.tsx'

/** What a page shows instead of itself when it cannot be shown: what happened, and what to do. */
export const TroublePage = ({ error, reset }: ErrorComponentProps) => {
  const router = useRouter()
  const trouble = troubleOf(error)
  const { title, text } = t.trouble[trouble]
  const again = () => {
    reset()
    void router.invalidate()
  }
  return (
    <>
      <Heading title={title} />
      <p className="lead">{text}</p>
      <p className="ways">
        {trouble === 'signed-out' && <SignInButton />}
        {(trouble === 'silent' || trouble === 'busy') && (
          <button type="button" onClick={again}>
            {t.trouble.again}
          </button>
        )}
        <Link to="/">{t.trouble.toHome}</Link>
      </p>
    </>
  )
}

/** The same for a part of a page. */
export const TroubleHere = ({ error, again }: { readonly error: unknown; readonly again: () => void }) => {
  const { title, text } = t.trouble[troubleOf(error)]
  return (
    <div className="notice" role="alert">
      <p>
        <strong>{title}.</strong> {text}
      </p>
      <button type="button" onClick={again}>
        {t.trouble.again}
      </button>
    </div>
  )
}

/** Why an action was not done: in the words of the API where it refused, else what to do. */
export const Refused = ({ error }: { readonly error: unknown }) => {
  const trouble = troubleOf(error)
  const inWords = error instanceof ApiProblem && ['wrong', 'forbidden', 'missing'].includes(trouble)
  return (
    <p className="notice" role="alert">
      {inWords ? error.message : t.trouble[trouble].text}
    </p>
  )
}

export const NoPage = () => {
  const path = useRouterState({ select: ({ location }) => location.pathname })
  return (
    <>
      <Heading title={t.noPage.title} />
      <p className="lead">{t.noPage.text(path)}</p>
      <p className="ways">
        <Link to="/">{t.trouble.toHome}</Link>
      </p>
    </>
  )
}
