import { Link, Outlet, useRouterState } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { type Language, language } from '../language.ts'
import { useSession } from '../session/session.ts'
import { t } from '../texts/index.ts'
import { DoneLine } from './done-line.tsx'
import { SignInButton } from './sign-in-button.tsx'

const LANGUAGES: readonly (readonly [Language, string])[] = [
  ['en', 'English'],
  ['ru', 'Русский'],
]

const LEGAL = ['privacy', 'terms', 'accessibility', 'notice', 'contact'] as const

/** Who is signed in and where they work; its code comes only for them. */
const Own = lazy(() => import('../session/own.tsx').then((module) => ({ default: module.Own })))

/** What stands around every page: the way to all others, the languages, and who answers for it. */
export const Frame = () => {
  const signedIn = useSession() !== undefined
  return (
    <>
      <a className="skip" href="#content">
        {t.skip}
      </a>
      <header className="head">
        <div className="frame">
          <Link to="/" className="brand">
            <span className="mark" aria-hidden="true" />
            {t.name}
          </Link>
          <nav aria-label={t.mainNavigation}>
            <ul>
              <li>
                <Link to="/" activeOptions={{ exact: true, includeSearch: false }}>
                  {t.nav.home}
                </Link>
              </li>
              <li>
                <Link to="/clusters" activeOptions={{ includeSearch: false }}>
                  {t.nav.register}
                </Link>
              </li>
              <li>
                <Link to="/figures" activeOptions={{ includeSearch: false }}>
                  {t.nav.figures}
                </Link>
              </li>
              <li>
                <Link to="/compare" activeOptions={{ includeSearch: false }}>
                  {t.nav.compare}
                </Link>
              </li>
              <li>
                <Link to="/releases" activeOptions={{ includeSearch: false }}>
                  {t.nav.releases}
                </Link>
              </li>
              <li>
                <Link to="/reports" activeOptions={{ includeSearch: false }}>
                  {t.nav.reports}
                </Link>
              </li>
              <li>
                <Link to="/documents" activeOptions={{ includeSearch: false }}>
                  {t.nav.documents}
                </Link>
              </li>
              <li>
                <a href={`/verify?lang=${language}`}>{t.nav.verify}</a>
              </li>
            </ul>
          </nav>
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
              <a href={`/docs/?lang=${language}`}>{t.nav.docs}</a>
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
        {LANGUAGES.map(([code, name]) => {
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
