import { chosenLanguage, type Language } from './chosen-language.ts'
import { SESSION_KEY } from './session/key.ts'

/** Runs before anything is painted: chooses which of the pictures in `index.html` stands until the portal does, has what this
 *  visit needs fetched side by side, and then starts the portal. The build writes into the script's own element what
 *  the files are called. */
const start = (own: DOMStringMap): void => {
  const language = chosenLanguage()
  const isHome = location.pathname === '/'
  const page = document.documentElement
  page.lang = language
  page.dataset['first'] = isHome ? 'home' : 'other'
  if (sessionStorage.getItem(SESSION_KEY) !== null) page.dataset['own'] = ''
  const files = `${own[language] ?? ''} ${isHome ? (own['home'] ?? '') : ''}`
  for (const file of files.split(' ').filter(Boolean)) fetchEarly(file)
  addEventListener('DOMContentLoaded', () => {
    clear(language, isHome)
    afterPaint(() => void import(own['main'] ?? ''))
  })
}

const fetchEarly = (file: string): void => {
  const link = document.createElement('link')
  link.rel = file.endsWith('.js') ? 'modulepreload' : 'preload'
  if (file.endsWith('.woff2')) link.as = 'font'
  link.crossOrigin = 'anonymous'
  link.href = file
  document.head.append(link)
}

/** Takes away what does not stand on this page, and lets the links of what does lead where the portal's would. */
const clear = (language: Language, isHome: boolean): void => {
  const elsewhere = isHome ? '' : ', .first .at-home'
  for (const part of document.querySelectorAll(`.first:not(:lang(${language}))${elsewhere}`)) part.remove()
  const heading = document.querySelector('.first h1')
  if (heading) document.title = `${heading.textContent} – ${document.title}`
  const asked = new URLSearchParams(location.search).get('lang')
  for (const link of document.querySelectorAll<HTMLAnchorElement>('.first a')) {
    const address = new URL(link.hreflang ? location.href : link.href)
    const lang = link.hreflang || asked
    if (lang) address.searchParams.set('lang', lang)
    link.href = address.href
    if (!link.hreflang && leadsHere(address.pathname)) link.classList.add('active')
  }
}

const leadsHere = (path: string): boolean =>
  location.pathname === path || (path !== '/' && location.pathname.startsWith(`${path}/`))

/** Scripts keep the browser from painting. A tab in the background paints nothing and waits for nothing. */
const afterPaint = (then: () => void): void => {
  if (document.hidden) then()
  else requestAnimationFrame(() => setTimeout(then))
}

if (document.currentScript instanceof HTMLScriptElement) start(document.currentScript.dataset)
