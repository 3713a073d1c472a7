/** What was typed and not sent yet, kept in this browser under the person and the form. */

export interface Draft<V = unknown> {
  /** What the person began from. */
  readonly base: V
  readonly version: number | undefined
  readonly values: V
  /** Milliseconds since 1970. */
  readonly savedAt: number
  /** Where the form is. */
  readonly address: string
  /** What it is called there. */
  readonly title: string
}

const PREFIX = 'agglomera.draft.'
const KEPT_MILLISECONDS = 30 * 86_400_000

const keyOf = (person: string, form: string) => `${PREFIX}${person}.${form}`

/** Storage that is full or shut is no reason to stop typing. */
const trying = <T>(work: () => T): T | undefined => {
  try {
    return work()
  } catch {
    return undefined
  }
}

/** @returns whether it is kept */
export const keepDraft = (person: string, form: string, draft: Draft): boolean =>
  trying(() => {
    localStorage.setItem(keyOf(person, form), JSON.stringify(draft))
    return true
  }) ?? false

export const dropDraft = (person: string, form: string): void => {
  trying(() => localStorage.removeItem(keyOf(person, form)))
}

/** A form alone writes under its id, so what stands there is of its shape. */
const read = <V>(key: string): Draft<V> | undefined =>
  trying(() => {
    const text = localStorage.getItem(key)
    return text === null ? undefined : JSON.parse(text)
  })

export const draftOf = <V>(person: string, form: string): Draft<V> | undefined => read(keyOf(person, form))

/** All drafts of a person, the newest first; those of long ago are dropped. */
export const draftsOf = (person: string): readonly (Draft & { readonly form: string })[] => {
  const prefix = keyOf(person, '')
  const drafts = (trying(() => Object.keys(localStorage)) ?? []).flatMap((key) => {
    const draft = key.startsWith(prefix) ? read(key) : undefined
    return draft === undefined ? [] : [{ ...draft, form: key.slice(prefix.length) }]
  })
  const old = drafts.filter(({ savedAt }) => Date.now() - savedAt > KEPT_MILLISECONDS)
  for (const { form } of old) dropDraft(person, form)
  return drafts.filter((draft) => !old.includes(draft)).sort((a, b) => b.savedAt - a.savedAt)
}
