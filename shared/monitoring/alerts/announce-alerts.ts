import type { Message } from '#delivery/model'
import type { InOffice } from '#governance/readers'
import { platformActor, type Resource } from '#kernel/access'
import { dateIn } from '#kernel/clock'
import { changeBy } from '#kernel/entity'
import { inLanguage, type Language } from '#kernel/localised-text'
import { untilWon } from '#kernel/lost-race'
import type { Power } from '#kernel/powers'
import type { Catalogue } from '../model.ts'
import { powersToRead, resourceOf } from './access.ts'
import { digestWords, type ToldAlert } from './digest-words.ts'
import { type Alert, SEVERITIES, subjectKey } from './model.ts'
import type { AnnouncingPorts } from './ports.ts'

type UsersOf = (power: Power) => Promise<(resource: Resource) => readonly InOffice[]>

/** Longer than an evaluation can run, in milliseconds: after that nobody else tells of its alerts. */
const ABANDONED = 20 * 60 * 1000

/** Tells people by e-mail of the alerts that an evaluation opened: one message for each person, with those that are the
 *  person's to know. It is queued before the alerts are noted as told, under an id that follows from evaluation and
 *  person: broken off, the same messages are queued again by a later evaluation, and none is sent twice. Only what is
 *  abandoned is taken over, lest a message go out while its evaluation still opens alerts. */
export const announceAlerts =
  (ports: AnnouncingPorts) =>
  async (own: readonly Alert[]): Promise<{ readonly messages: number }> => {
    const { alerts, indicators, offices, clock } = ports
    const abandonedBefore = new Date(clock().getTime() - ABANDONED).toISOString()
    const left = (await alerts.unresolved()).filter(
      ({ announced, openedAt }) => !announced && openedAt < abandonedBefore,
    )
    const untold = [...own, ...left]
    if (untold.length === 0) return { messages: 0 }
    const catalogue = await indicators.catalogue()
    const usersOf: UsersOf = remembered((power: Power) => offices.using(power, dateIn('UTC', clock())))
    let messages = 0
    for (const [run, opened] of Map.groupBy(untold, (alert) => alert.run)) {
      const byPerson = await peopleToTell(opened, usersOf, catalogue)
      const digests = await digestsOf(run, byPerson, catalogue, ports)
      await ports.outbox.put(digests)
      for (const alert of opened) await noteTold(alert, ports)
      messages += digests.length
    }
    return { messages }
  }

/** Who is told of which alerts. */
const peopleToTell = async (
  alerts: readonly Alert[],
  usersOf: UsersOf,
  catalogue: Catalogue,
): Promise<ReadonlyMap<string, readonly Alert[]>> => {
  const byPerson = new Map<string, Alert[]>()
  for (const alert of alerts) {
    const resource = resourceOf(alert.place)
    const told = (await usersOf(alert.told))(resource).map(({ person }) => person)
    const powers = powersToRead(alert, catalogue)
    const readers = powers && new Set(await peopleUsing(powers, resource, usersOf))
    for (const person of told) {
      if (readers !== undefined && !readers.has(person)) continue
      byPerson.set(person, [...(byPerson.get(person) ?? []), alert])
    }
  }
  return byPerson
}

const peopleUsing = async (
  powers: readonly Power[],
  resource: Resource,
  usersOf: UsersOf,
): Promise<readonly string[]> => {
  const users = await Promise.all(powers.map(usersOf))
  return users.flatMap((of) => of(resource).map(({ person }) => person))
}

const digestsOf = async (
  run: string,
  byPerson: ReadonlyMap<string, readonly Alert[]>,
  catalogue: Catalogue,
  { languagesOf, nameOf }: AnnouncingPorts,
): Promise<readonly Message[]> => {
  const languageOf = await languagesOf([...byPerson.keys()])
  const names = remembered(async (key: string) => {
    const [alert] = [...byPerson.values()].flat().filter(({ subject }) => subjectKey(subject) === key)
    return alert && nameOf(alert.subject)
  })
  const toldIn = async (alert: Alert, language: Language): Promise<ToldAlert> => {
    const name = await names(subjectKey(alert.subject))
    const indicator = alert.indicator === undefined ? undefined : catalogue.get(alert.indicator)
    return {
      ...alert,
      subjectName: name === undefined ? alert.subject.code : inLanguage(name, language),
      ...(indicator && {
        figure: { name: inLanguage(indicator.name, language), unit: inLanguage(indicator.unit, language) },
      }),
    }
  }
  return Promise.all(
    [...byPerson].map(async ([person, alerts]): Promise<Message> => {
      const language = languageOf(person)
      const told = await Promise.all(alerts.toSorted(byGravity).map((alert) => toldIn(alert, language)))
      return { id: `alerts#${run}#${person}`, to: person, language, ...digestWords(told, language) }
    }),
  )
}

const byGravity = (a: Alert, b: Alert): number =>
  SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || (a.id < b.id ? -1 : 1)

/** Notes that people were told, unless the alert has given way to another. */
const noteTold = (alert: Alert, { alerts, clock }: AnnouncingPorts): Promise<void> =>
  untilWon(async () => {
    const stored = await alerts.find(alert.rule, alert.subject)
    if (stored === undefined || stored.value.id !== alert.id || stored.value.announced) return
    const at = clock()
    const context = { actor: platformActor(at), requestId: alert.run, at, language: 'en' as const }
    const told = { ...stored.value, announced: true }
    await alerts.table.write(alerts.step(stored, told, changeBy(context, 'announce-alerts')))
  })

/** A question asked once for each key. */
const remembered = <K, V>(ask: (key: K) => Promise<V>): ((key: K) => Promise<V>) => {
  const answers = new Map<K, Promise<V>>()
  return (key) => {
    const answer = answers.get(key) ?? ask(key)
    answers.set(key, answer)
    return answer
  }
}
