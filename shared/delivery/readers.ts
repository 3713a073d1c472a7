import { valuesAt } from '#kernel/entity'
import type { Language } from '#kernel/localised-text'
import type { Table } from '#kernel/table'
import { mailSettingsEntity, settingsKey } from './message-keys.ts'

export type { Message } from './model.ts'
export { type Outbox, outboxIn } from './outbox.ts'

/** In which language each of these people gets mail. */
export type LanguagesOf = (people: readonly string[]) => Promise<(person: string) => Language>

/** The languages that people chose.
 *  @param otherwise for who has not chosen */
export const languagesIn =
  (table: Table, otherwise: Language): LanguagesOf =>
  async (people) => {
    const keys = [...new Set(people)].map(settingsKey)
    const chosen = new Map(
      (await valuesAt(table, mailSettingsEntity, keys)).map(({ person, language }) => [person, language]),
    )
    return (person) => chosen.get(person) ?? otherwise
  }
