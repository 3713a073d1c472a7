import { en as publicEn } from '../app/areas/public/texts/en.ts'
import { ru as publicRu } from '../app/areas/public/texts/ru.ts'
import { en } from '../app/texts/en.ts'
import { ru } from '../app/texts/ru.ts'
import { LANGUAGE_NAMES, NAVIGATION } from '../app/ui/navigation.ts'

const TEXTS = { en: { frame: en, home: publicEn.home }, ru: { frame: ru, home: publicRu.home } }

/** What stands on the page until the portal does, in each language: the frame of `web/app/ui/frame.tsx` with the heading of
 *  the overview, elsewhere with the place of one. It is in the page itself, so that people read it before any script
 *  has run; links lead where they will. */
export const firstPicture = (): string => LANGUAGE_NAMES.map(([language]) => pictureIn(language)).join('')

const pictureIn = (language: keyof typeof TEXTS): string => {
  const { frame, home } = TEXTS[language]
  const ways = NAVIGATION.map(([to, text]) => `<li><a href="${to}">${frame.nav[text]}</a></li>`)
  const main = `<nav aria-label="${frame.mainNavigation}"><ul>${ways.join('')}</ul></nav>`
  const languages = LANGUAGE_NAMES.map(
    ([code, name]) =>
      `<li><a href="?lang=${code}" lang="${code}" hreflang="${code}"${code === language ? ' aria-current="true"' : ''}>${name}</a></li>`,
  )
  return `
<div class="first" lang="${language}">
<header class="head"><div class="frame">
<a href="/" class="brand"><span class="mark" aria-hidden="true"></span>${frame.name}</a>
<details class="pages"><summary>${frame.pages}</summary>${main}</details>
${main}
<nav aria-label="${frame.languages}"><ul>${languages.join('')}</ul></nav>
<button type="button" disabled>${frame.signIn}</button>
</div></header>
<div class="own"></div>
<main><div class="frame page">
<header class="heading at-home"><h1>${home.title}</h1><p class="lead">${home.lead}</p></header>
<div class="waiting" role="status"><span class="unseen">${frame.loading}</span>${'<div aria-hidden="true"></div>'.repeat(6)}</div>
</div></main>
</div>`
}
