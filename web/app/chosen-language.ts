/** The languages of the portal. */
const LANGUAGES = ['en', 'ru'] as const
export type Language = (typeof LANGUAGES)[number]

const known = (tag: string | null): Language | undefined =>
  LANGUAGES.find((language) => tag?.toLowerCase().split('-')[0] === language)

/** The language of this visit: that of `?lang=`, else the first of the browser's languages that we have, else
 *  English. */
export const chosenLanguage = (): Language => {
  const asked = known(new URLSearchParams(location.search).get('lang'))
  return asked ?? navigator.languages.map(known).find((language) => language !== undefined) ?? 'en'
}
