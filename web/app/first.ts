import { chosenLanguage } from './chosen-language.ts'

/** Runs before anything is painted: chooses which of the pictures in `index.html` stands until the portal does, has what this
 *  visit needs fetched side by side, and then starts the portal. The build writes into the script's own element what
 *  the files are called. */
const start = (own: DOMStringMap): void => {
  const language = chosenLanguage()
  const page = document.documentElement
  page.lang = language
  page.dataset['first'] = location.pathname === '/' ? 'home' : 'other'
  if (sessionStorage.length > 0) page.dataset['own'] = ''
  const files = `${own[language] ?? ''} ${location.pathname === '/' ? (own['home'] ?? '') : ''}`
  for (const file of files.split(' ').filter(Boolean)) fetchEarly(file)
  addEventListener('DOMContentLoaded', () => afterPaint(() => void import(own['main'] ?? '')))
}

const fetchEarly = (file: string): void => {
  const link = document.createElement('link')
  link.rel = file.endsWith('.js') ? 'modulepreload' : 'preload'
  if (file.endsWith('.woff2')) link.as = 'font'
  link.crossOrigin = 'anonymous'
  link.href = file
  document.head.append(link)
}

/** Scripts keep the browser from painting. A tab in the background paints nothing and waits for nothing. */
const afterPaint = (then: () => void): void => {
  if (document.hidden) then()
  else requestAnimationFrame(() => setTimeout(then))
}

if (document.currentScript instanceof HTMLScriptElement) start(document.currentScript.dataset)
