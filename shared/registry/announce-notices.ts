import type { Message } from '#delivery/model'
import type { LanguagesOf, Outbox } from '#delivery/readers'
import type { OfficeReader } from '#governance/readers'
import { dateIn } from '#kernel/clock'
import type { RecordChange } from '#kernel/dynamo/consume-stream'
import { fromItem } from '#kernel/entity'
import { inLanguage, type Language } from '#kernel/localised-text'
import { isItem } from '#kernel/table'
import type { ClusterStore } from './clusters/cluster-store.ts'
import { noticeEntity } from './keys.ts'
import { type Notice, noticeWords } from './model.ts'

/** What announcing works with. */
export interface AnnouncingPorts {
  readonly clusters: Pick<ClusterStore, 'find'>
  readonly offices: OfficeReader
  readonly languagesOf: LanguagesOf
  readonly outbox: Outbox
}

/** Has notices sent by e-mail too: to the person, or to all who hold a position at the authority or organisation. The
 *  same change again queues the same messages, so none is sent twice. */
export const announceNotices =
  ({ clusters, offices, languagesOf, outbox }: AnnouncingPorts) =>
  async ({ before, after }: Pick<RecordChange, 'before' | 'after'>): Promise<void> => {
    if (before !== undefined || after === undefined || !isItem(after)) return
    if (after['entity'] !== noticeEntity.name) return
    const notice = fromItem(noticeEntity, after)?.value
    if (notice === undefined) return
    const people = await peopleBehind(notice, offices)
    if (people.length === 0) return
    const [cluster, languageOf] = await Promise.all([clusters.find(notice.cluster), languagesOf(people)])
    const names = cluster?.value.fields.names
    const messages = people.map((person) => {
      const language = languageOf(person)
      return messageOf(notice, names && inLanguage(names, language), person, language)
    })
    await outbox.put(messages)
  }

const peopleBehind = async ({ recipient, at }: Notice, offices: OfficeReader): Promise<readonly string[]> => {
  if (recipient.startsWith('per_')) return [recipient]
  if (!/^(aut|org)_/.test(recipient)) return []
  const inOffice = await offices.at(recipient, dateIn('UTC', new Date(at)))
  return [...new Set(inOffice.map(({ person }) => person))]
}

const messageOf = (
  notice: Notice,
  cluster: string | undefined,
  person: string,
  language: Language,
): Message => {
  const { kind, about, at } = notice
  return {
    // Whom the notice named is no part of it: who is told in person and in office is written to once.
    id: ['notice', at, kind, about, person].join('#'),
    to: person,
    language,
    ...noticeWords(notice, cluster ?? notice.cluster, language),
  }
}
