import { applyLanguage } from './language.ts'
import { VERIFY_TEXTS } from './verify-texts.ts'

const language = applyLanguage()
const texts = VERIFY_TEXTS[language]

/** A field of an answer, however deep; undefined where there is none. */
const field = (value: unknown, ...path: readonly string[]): unknown =>
  path.reduce<unknown>(
    (inner, name) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, name) : undefined),
    value,
  )

/** A value of the content in words: names in the language of the page. */
const inWords = (value: unknown): string => {
  if (value === null) return texts.noTerm
  if (value === undefined || value === '') return texts.nothing
  if (typeof value === 'string') return texts.statuses[value] ?? value
  if (Array.isArray(value)) return value.map(inWords).join('; ') || texts.nothing
  if (typeof value !== 'object') return String(value)
  const name = field(value, language) ?? field(value, 'en') ?? field(value, 'ru')
  if (typeof name === 'string') return name
  const inside = field(value, 'names') ?? field(value, 'number') ?? field(value, 'name')
  if (inside !== undefined) return inWords(inside)
  return Object.values(value)
    .map((one) => (typeof one === 'object' ? inWords(one) : String(one)))
    .join(', ')
}

const nameOf = (key: string): string => texts.names[key] ?? key

const element = <K extends keyof HTMLElementTagNameMap>(
  name: K,
  text = '',
  ...children: readonly Node[]
): HTMLElementTagNameMap[K] => {
  const made = document.createElement(name)
  made.textContent = text
  made.append(...children)
  return made
}

const list = (rows: readonly (readonly [string, string])[]): HTMLElement =>
  element('dl', '', ...rows.flatMap(([name, value]) => [element('dt', name), element('dd', value)]))

/** What was issued, so that a paper can be held against it. */
const issuedPart = (verification: unknown): readonly Node[] => {
  const content = field(verification, 'content')
  const extract = field(verification, 'extract')
  if (content === undefined) return []
  const shown = [
    '/register/names',
    '/entry/number',
    '/facts/names',
    '/entry/status',
    '/entry/statusSince',
    '/entry/validUntil',
    '/facts/seat',
    '/facts/regions',
    '/facts/primaryCategory',
    '/facts/managementOrganisation',
  ]
  const rows = shown.map((key) => [nameOf(key), inWords(field(content, ...key.slice(1).split('/')))] as const)
  const times = ['asOf', 'knownAt', 'issuedAt', 'code'].map(
    (key) => [nameOf(key), String(field(extract, key))] as const,
  )
  return [element('h3', texts.extract), list([...rows, ...times])]
}

/** What an extract of now would say otherwise. */
const changedPart = (verification: unknown): readonly Node[] => {
  const changes = field(verification, 'changes')
  if (!Array.isArray(changes) || changes.length === 0) return []
  const rows = changes.map((change: unknown) => {
    const key = String(field(change, 'field'))
    const [before, after] = [field(change, 'before'), field(change, 'after')]
    return [
      nameOf(key),
      texts.change(
        inWords(last(before)),
        inWords(last(after)),
        String(field(change, 'inForceSince')),
        String(field(change, 'since')),
      ),
    ] as const
  })
  return [element('h3', texts.changes(String(field(verification, 'changedSince')))), list(rows)]

  // Of the decisions the last one says what is in force.
  function last(value: unknown): unknown {
    if (!Array.isArray(value) || typeof value[0] !== 'object' || !('inForce' in value[0])) return value
    const decision: unknown = value.at(-1)
    return `${inWords(field(decision, 'status'))}, ${String(field(decision, 'inForce'))}`
  }
}

const downloadPart = (verification: unknown): readonly Node[] => {
  const code = field(verification, 'extract', 'code')
  if (typeof code !== 'string') return []
  const buttons = ['pdf', 'json'].map((format) => {
    const button = element('button', texts.download(format.toUpperCase()))
    button.type = 'button'
    button.addEventListener('click', () => void download(code, format))
    return button
  })
  const part = element('div', '', ...buttons)
  part.className = 'downloads'
  return [part]
}

const download = async (code: string, format: string): Promise<void> => {
  try {
    const { status, body } = await ask(`/extracts/${encodeURIComponent(code)}/files/${format}`)
    const url = field(body, 'url')
    if (status === 200 && typeof url === 'string') location.assign(url)
    else say(status === 404 ? texts.notReady : texts.failed)
  } catch {
    say(texts.failed)
  }
}

const ask = async (path: string, body?: object): Promise<{ status: number; body: unknown }> => {
  const response = await fetch(`/api/v1${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      'accept-language': language,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  return { status: response.status, body: await response.json() }
}

const say = (text: string): void => {
  const said = document.querySelector('#said')
  if (said) said.textContent = text
}

const tellFault = (text: string): void => {
  const input = document.querySelector('#code')
  const fault = document.querySelector('#code-fault')
  if (!(input instanceof HTMLInputElement) || !fault) return
  fault.textContent = text
  input.setAttribute('aria-invalid', String(text !== ''))
  if (text !== '') input.focus()
}

const digestOf = async (file: File): Promise<string> =>
  [...new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')

/** The part of the texts and the colour for an answer. */
const toldOf = (answer: unknown, ofFile: boolean) => {
  const verification = ofFile ? field(answer, 'verification') : answer
  const result = String(field(verification, 'result') ?? 'unknown')
  const verdict =
    Object.entries(texts.verdicts).find(([key]) => key === result)?.[1] ?? texts.verdicts.unknown
  const file = String(field(answer, 'file'))
  const said = ofFile ? Object.entries(texts.files).find(([key]) => key === file)?.[1] : undefined
  const genuine = !ofFile || file === 'issued'
  return {
    verification,
    verdict: said === undefined ? verdict.verdict : `${said.verdict}${genuine ? `. ${verdict.verdict}` : ''}`,
    explained: [said?.explained, genuine ? verdict.explained : undefined].filter(Boolean).join(' '),
    state: genuine && result === 'current' ? 'good' : genuine && result === 'changed' ? 'changed' : 'bad',
  }
}

const show = (answer: unknown, ofFile: boolean): void => {
  const [section, heading, explained, details] = ['#answer', '#verdict', '#explained', '#details'].map((id) =>
    document.querySelector<HTMLElement>(id),
  )
  if (!section || !heading || !explained || !details) return
  const told = toldOf(answer, ofFile)
  section.hidden = false
  section.dataset['state'] = told.state
  heading.textContent = told.verdict
  explained.textContent = told.explained
  details.replaceChildren(
    ...changedPart(told.verification),
    ...issuedPart(told.verification),
    ...downloadPart(told.verification),
  )
  heading.focus()
}

/** Asks the register about what was entered. */
const check = async (code: string, file: File | undefined): Promise<void> => {
  const section = document.querySelector<HTMLElement>('#answer')
  if (section) section.hidden = true
  tellFault('')
  if (code === '' && file === undefined) return tellFault(texts.empty)
  say(texts.checking)
  try {
    const { status, body } =
      file === undefined
        ? await ask(`/extracts/${encodeURIComponent(code)}`)
        : await ask('/extracts/verification', { sha256: await digestOf(file), ...(code !== '' && { code }) })
    say('')
    if (status === 200) return show(body, file !== undefined)
    const [fault]: readonly unknown[] = [field(body, 'errors')].flat()
    if (status === 400 || status === 422) return tellFault(String(field(fault, 'detail') ?? texts.failed))
  } catch {
    // Told below, as any other answer that is none.
  }
  say('')
  tellFault(texts.failed)
}

document.addEventListener('DOMContentLoaded', () => {
  const form = document.querySelector('#check')
  const code = document.querySelector('#code')
  const file = document.querySelector('#file')
  if (!(code instanceof HTMLInputElement) || !(file instanceof HTMLInputElement)) return
  form?.addEventListener('submit', (event) => {
    event.preventDefault()
    void check(code.value.trim(), file.files?.[0])
  })
  // The address on the document brings its code along.
  code.value = new URLSearchParams(location.search).get('code') ?? ''
  if (code.value !== '') void check(code.value.trim(), undefined)
})
