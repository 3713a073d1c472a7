import type { Language } from '#kernel/localised-text'

/** A mail in the list. */
export interface ListedMail {
  readonly name: string
  readonly subject: string
  readonly to: string
  readonly date: Date
}

/** A mail as its page shows it. */
export interface ShownMail extends ListedMail {
  readonly from: string
  readonly text: string
  readonly hasHtml: boolean
  readonly files: readonly { readonly name: string; readonly bytes: number }[]
}

const TEXT = {
  en: {
    title: 'Mailbox',
    lead: 'Mail that this platform would have sent. It stays on this machine.',
    none: 'No mail yet.',
    more: (shown: number, all: number) => `The newest ${shown} of ${all}.`,
    time: 'Time',
    subject: 'Subject',
    from: 'From',
    to: 'To',
    text: 'As text',
    html: 'As HTML',
    files: 'Attachments',
    source: 'Save the mail as a file (.eml)',
    back: 'All mail',
    other: 'По-русски',
    otherLanguage: 'ru',
  },
  ru: {
    title: 'Почтовый ящик',
    lead: 'Письма, которые эта платформа отправила бы. Они не покидают этот компьютер.',
    none: 'Писем пока нет.',
    more: (shown: number, all: number) => `Показаны последние ${shown} из ${all}.`,
    time: 'Время',
    subject: 'Тема',
    from: 'От кого',
    to: 'Кому',
    text: 'Текст',
    html: 'HTML',
    files: 'Вложения',
    source: 'Сохранить письмо файлом (.eml)',
    back: 'Все письма',
    other: 'In English',
    otherLanguage: 'en',
  },
} as const

/** The list of mail, newest first.
 *  @param mount the address of the list
 *  @param all how many there are, of which the newest are listed */
export const listPage = (
  language: Language,
  mount: string,
  mails: readonly ListedMail[],
  all: number,
): string => {
  const text = TEXT[language]
  const rows = mails.map(
    ({ name, subject, to, date }) =>
      `<tr><td>${time(date, language)}</td><td><a href="${mount}/${name}?lang=${language}">${escaped(subject)}</a></td><td>${escaped(to)}</td></tr>`,
  )
  const table = `<div class="wide" tabindex="0" role="region" aria-label="${text.title}"><table>
<thead><tr><th scope="col">${text.time}</th><th scope="col">${text.subject}</th><th scope="col">${text.to}</th></tr></thead>
<tbody>${rows.join('\n')}</tbody></table></div>`
  return page(language, text.title, `${mount}/`, [
    `<h1>${text.title}</h1>`,
    `<p>${text.lead}${mails.length < all ? ` ${text.more(mails.length, all)}` : ''}</p>`,
    mails.length === 0 ? `<p>${text.none}</p>` : table,
  ])
}

/** One mail: who, when, its text, its HTML in a frame of its own, and its files. */
export const mailPage = (language: Language, mount: string, mail: ShownMail): string => {
  const text = TEXT[language]
  const address = `${mount}/${mail.name}`
  const files = mail.files.map(
    ({ name, bytes }, index) =>
      `<li><a href="${address}/files/${index}" download>${escaped(name)}</a> (${size(bytes, language)})</li>`,
  )
  return page(language, mail.subject, address, [
    `<p><a href="${mount}/?lang=${language}">${text.back}</a></p>`,
    `<h1>${escaped(mail.subject)}</h1>`,
    `<dl><dt>${text.from}</dt><dd>${escaped(mail.from)}</dd><dt>${text.to}</dt><dd>${escaped(mail.to)}</dd>`,
    `<dt>${text.time}</dt><dd>${time(mail.date, language)}</dd></dl>`,
    `<h2>${text.text}</h2><pre tabindex="0">${escaped(mail.text)}</pre>`,
    // Without scripts, forms and the platform's own origin, whatever the mail holds.
    mail.hasHtml
      ? `<h2>${text.html}</h2><iframe sandbox title="${text.html}" src="${address}/html"></iframe>`
      : '',
    files.length > 0 ? `<h2>${text.files}</h2><ul>${files.join('\n')}</ul>` : '',
    `<p><a href="${address}/source" download>${text.source}</a></p>`,
  ])
}

const page = (language: Language, title: string, address: string, body: readonly string[]): string => {
  const { other, otherLanguage } = TEXT[language]
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)} · Agglomera</title>
<style>${STYLE}</style>
</head>
<body>
<main>
${body.join('\n')}
<p><a href="${address}?lang=${otherLanguage}" lang="${otherLanguage}" hreflang="${otherLanguage}">${other}</a></p>
</main>
</body>
</html>
`
}

const time = (date: Date, language: Language): string => {
  const shown = new Intl.DateTimeFormat(language, {
    dateStyle: 'medium',
    timeStyle: 'medium',
    timeZone: 'UTC',
  })
  return `<time datetime="${date.toISOString()}">${shown.format(date)} UTC</time>`
}

const size = (bytes: number, language: Language): string =>
  new Intl.NumberFormat(language, { style: 'unit', unit: 'kilobyte', maximumFractionDigits: 1 }).format(
    bytes / 1000,
  )

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => ENTITIES[sign] ?? '')

/** The style of both pages; answers allow it by its digest. */
export const STYLE = `
:root { color-scheme: light dark; font: 100%/1.5 system-ui, sans-serif }
body { margin: 0; background: light-dark(#fff, #121212); color: light-dark(#1a1a1a, #eee) }
a { color: light-dark(#0b57d0, #a8c7fa) }
main { box-sizing: border-box; max-width: 60rem; margin: 0 auto; padding: 1rem }
h1, h2, td, dd { overflow-wrap: anywhere }
.wide { overflow-x: auto }
table { border-collapse: collapse; width: 100% }
th, td { text-align: start; vertical-align: top; padding: .5rem; border-bottom: 1px solid GrayText }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem }
dd { margin: 0 }
pre { white-space: pre-wrap; overflow-wrap: anywhere; border: 1px solid GrayText; border-radius: .5rem; padding: 1rem }
iframe { box-sizing: border-box; width: 100%; height: 32rem; border: 1px solid GrayText; border-radius: .5rem; background: #fff }
a:focus-visible, [tabindex]:focus-visible { outline: 3px solid Highlight; outline-offset: 2px }
`
