import { applyLanguage, type Language } from './language.ts'

const TEXTS = {
  en: {
    copy: 'Copy',
    copied: 'Copied',
    notCopied: 'Not copied',
    answers: (version: string) => `The API answers (version ${version}).`,
    silent: 'The API does not answer just now.',
  },
  ru: {
    copy: 'Копировать',
    copied: 'Скопировано',
    notCopied: 'Не скопировано',
    answers: (version: string) => `API отвечает (версия ${version}).`,
    silent: 'API сейчас не отвечает.',
  },
} as const satisfies Record<Language, unknown>

const language = applyLanguage()
const texts = TEXTS[language]

/** Tells when the address names no page: every page address is answered with this one. */
const tellMissing = (): void => {
  if (location.pathname === '/' || location.pathname === '/index.html') return
  for (const notice of document.querySelectorAll<HTMLElement>('.notice')) notice.hidden = false
  for (const place of document.querySelectorAll('[data-path]')) place.textContent = location.pathname
  const robots = document.createElement('meta')
  robots.name = 'robots'
  robots.content = 'noindex'
  document.head.append(robots)
}

/** Whether the API answers, in words. */
const tellHealth = async (): Promise<void> => {
  const places = document.querySelectorAll<HTMLElement>('.health')
  const say = (state: 'good' | 'bad', text: string): void => {
    for (const place of places) {
      const words = document.createElement('span')
      words.dataset['state'] = state
      words.textContent = text
      place.replaceChildren(words)
    }
  }
  try {
    const response = await fetch('/api/v1/health', { headers: { accept: 'application/json' } })
    const body: unknown = await response.json()
    if (!response.ok || typeof body !== 'object' || body === null || !('version' in body)) throw new Error()
    say('good', texts.answers(String(body.version)))
  } catch {
    say('bad', texts.silent)
  }
}

/** A button that copies the call beside it; its answer is also said aloud. */
const addCopyButton = (call: HTMLElement): void => {
  const code = call.querySelector('code')
  const said = document.querySelector('#said')
  if (!code || !said) return
  const button = document.createElement('button')
  button.type = 'button'
  button.textContent = texts.copy
  button.setAttribute('aria-describedby', call.dataset['about'] ?? '')
  const answer = (text: string): void => {
    button.textContent = text
    said.textContent = text
  }
  button.addEventListener('click', () => {
    navigator.clipboard.writeText(code.textContent).then(
      () => answer(texts.copied),
      () => answer(texts.notCopied),
    )
  })
  button.addEventListener('blur', () => {
    button.textContent = texts.copy
    said.textContent = ''
  })
  call.append(button)
}

document.addEventListener('DOMContentLoaded', () => {
  tellMissing()
  for (const place of document.querySelectorAll('[data-origin]')) place.textContent = location.origin
  // The clipboard exists on https and on this machine only.
  if ('clipboard' in navigator) {
    for (const call of document.querySelectorAll<HTMLElement>('.call')) addCopyButton(call)
  }
  void tellHealth()
})
