/** One's own pages, in English. */
export const en = {
  title: 'My tasks',
  lead: 'What you owe, what waits for your decision, and what needs your attention.',
  drafts: 'Typed and not sent',
  draft: 'Form',
  savedAt: 'Last typed',
  discard: 'Discard',
  discardOne: (title: string) => `Discard: ${title}`,
  nothing: 'Nothing is waiting for you.',
}

export type Texts = typeof en
