/** The languages of the portal's static pages. */
const LANGUAGES = ['en', 'ru'] as const
export type Language = (typeof LANGUAGES)[number]

const known = (tag: string | null): Language | undefined =>
  LANGUAGES.find((language) => tag?.toLowerCase().split('-')[0] === language)

/** The language of this page: that of `?lang=`, else the first of the browser's languages that we have, else
 *  English. */
export const chosenLanguage = (): Language => {
  const asked = known(new URLSearchParams(location.search).get('lang'))
  return asked ?? navigator.languages.map(known).find((language) => language !== undefined) ?? 'en'
}

/** Sets the page to its language before it is drawn, and makes its links keep it.
 *  @returns the language */
export const applyLanguage = (): Language => {
  const language = chosenLanguage()
  document.documentElement.lang = language
  document.documentElement.dataset['language'] = language
  document.addEventListener('DOMContentLoaded', () => {
    const title = document.querySelector<HTMLElement>(`title`)
    if (language === 'ru' && title?.dataset['ru']) document.title = title.dataset['ru']
    for (const link of document.querySelectorAll<HTMLAnchorElement>('a[data-keep]')) {
      const address = new URL(link.href)
      address.searchParams.set('lang', language)
      link.href = `${address.pathname}${address.search}`
    }
    for (const link of document.querySelectorAll<HTMLAnchorElement>('a[data-language-choice]')) {
      const address = new URL(location.href)
      address.searchParams.set('lang', link.hreflang)
      link.href = `${address.pathname}${address.search}`
      const isThis = link.hreflang === language
      if (isThis) link.setAttribute('aria-current', 'true')
    }
  })
  return language
}
