const russian = new Map<string, string>()

/** What a schema says of a text that does not fit its pattern, in the platform's languages: the fault of a pattern
 *  carries one message, by which `inRussian` finds the other. @returns the English words, for zod */
export const wording = ({ en, ru }: { readonly en: string; readonly ru: string }): string => {
  russian.set(en, ru)
  return en
}

/** The Russian words for a schema's English ones; undefined where none were given. */
export const inRussian = (english: string): string | undefined => russian.get(english)
