import { Link, Outlet, useRouterState } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { language } from '../language.ts'
import { areas } from '../session/areas.ts'
import { useSession } from '../session/session.ts'
import { t } from '../texts/index.ts'
import { DoneLine } from './done-line.tsx'
import { Folded } from './folded.tsx'
import { LANGUAGE_NAMES, NAVIGATION } from './navigation.ts'
import { nearest } from './nearest.ts'
import { SignInButton } from './sign-in-button.tsx'
import { Training } from './training.tsx'

const LEGAL = ['privacy', 'terms', 'accessibility', 'notice', 'contact'] as const

/** Who is signed in and where they work; its code comes only for them. */
const Own = lazy(() => import('../session/own.tsx').then((module) => ({ default: module.Own })))

/** What stands around every page: the way to all others, the languages, and who answers for it. */
export const Frame = () => {
  const signedIn = useSession() !== undefined
  const page = useRouterState({ select: ({ location }) => location.pathname })
  // An area may stand below a public page: then the page is in the area.
  const current = nearest(page, [
    ...NAVIGATION.map(([to]) => to),
    ...(signedIn ? areas.map(({ to }) => to) : []),
  ])
  return (
    <>
      <a className="skip" href="#content">
        {t.skip}
      </a>
      <Training />
      <header className="head">
        <div className="frame">
          <Link to="/" className="brand">
            <span className="mark" aria-hidden="true" />
            {t.name}
          </Link>
          <Folded className="pages" name={t.pages}>
            <nav aria-label={t.mainNavigation}>
              <ul>
                {NAVIGATION.map(([to, text]) => (
                  <li key={to}>
                    <Link to={to} activeOptions={{ exact: to !== current, includeSearch: false }}>
                      {t.nav[text]}
                    </Link>
                  </li>
                ))}
              </ul>
            </nav>
          </Folded>
          <Languages />
          {!signedIn && <SignInButton />}
        </div>
      </header>
      {signedIn && (
        <Suspense fallback={<div className="own" />}>
          <Own />
        </Suspense>
      )}
      <DoneLine />
      <main id="content" tabIndex={-1}>
        <div className="frame page">
          <Outlet />
        </div>
      </main>
      <footer className="foot">
        <nav className="frame" aria-label={t.footer}>
          <ul>
            {LEGAL.map((text) => (
              <li key={text}>
                <Link to="/legal/$text" params={{ text }}>
                  {t.legal[text]}
                </Link>
              </li>
            ))}
            <li>
              <Link to="/powers">{t.nav.powers}</Link>
            </li>
            <li>
              <Link to="/developers">{t.nav.developers}</Link>
            </li>
            <li>
              <Link to="/docs">{t.nav.docs}</Link>
            </li>
          </ul>
        </nav>
      </footer>
    </>
  )
}

/** The same page in another language. A new visit, so that only one language's texts are loaded. */
const Languages = () => {
  const href = useRouterState({ select: ({ location }) => location.href })
  return (
    <nav aria-label={t.languages}>
      <ul>
        {LANGUAGE_NAMES.map(([code, name]) => {
          const address = new URL(href, window.location.origin)
          address.searchParams.set('lang', code)
          return (
            <li key={code}>
              <a
                href={`${address.pathname}${address.search}`}
                lang={code}
                hrefLang={code}
                {...(code === language && { 'aria-current': 'true' })}
              >
                {name}
              </a>
            </li>
          )
        })}
      </ul>
    </nav>
  )
}
