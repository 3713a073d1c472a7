import { emailOf, PERSONAS, type PersonaName } from '../personas.ts'

type Language = 'en' | 'ru'

const TEXT = {
  en: {
    title: 'Sign in',
    lead: 'This is a local platform: choose a sample account. No password is needed.',
    other: 'По-русски',
    otherLanguage: 'ru',
  },
  ru: {
    title: 'Вход',
    lead: 'Это локальная платформа: выберите учётную запись из примера. Пароль не нужен.',
    other: 'In English',
    otherLanguage: 'en',
  },
} as const

/** The language of a reader by the address, then by the browser's wish; English where neither is known. */
export const languageOf = (asked: string | null, acceptLanguage: string | undefined): Language => {
  const wishes = [asked ?? '', ...(acceptLanguage ?? '').split(',')].map((wish) =>
    wish.trim().slice(0, 2).toLowerCase(),
  )
  const known = wishes.find((wish) => wish === 'ru' || wish === 'en')
  return known === 'ru' ? 'ru' : 'en'
}

/** The page that lists the sample accounts: one button each, without script.
 *  @param action the address that the choice is posted to */
export const signInPage = (language: Language, action: string): string => {
  const text = TEXT[language]
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text.title} · Agglomera</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${text.title}</h1>
<p>${text.lead}</p>
<form method="post" action="${action}">
<ul>
${PERSONAS.map(({ name, title }) => button(name, title[language])).join('\n')}
</ul>
</form>
<p><a href="${action}?lang=${text.otherLanguage}" lang="${text.otherLanguage}" hreflang="${text.otherLanguage}">${text.other}</a></p>
</main>
</body>
</html>
`
}

const button = (name: PersonaName, title: string): string =>
  `<li><button name="persona" value="${name}"><span>${title}</span><small>${emailOf(name)}</small></button></li>`

const STYLE = `
:root { color-scheme: light dark; font: 100%/1.5 system-ui, sans-serif }
body { margin: 0; display: grid; place-items: center; min-height: 100vh }
main { box-sizing: border-box; width: 100%; max-width: 28rem; padding: 1rem }
ul { list-style: none; padding: 0; display: grid; gap: .5rem }
button { width: 100%; padding: .75rem 1rem; font: inherit; text-align: start; cursor: pointer;
  border: 1px solid GrayText; border-radius: .5rem; background: Canvas; color: CanvasText }
button:hover { border-color: CanvasText }
button:focus-visible, a:focus-visible { outline: 3px solid Highlight; outline-offset: 2px }
small { display: block }
`
