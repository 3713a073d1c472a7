import type { CalendarDate, Instant } from '#kernel/clock'
import { inLanguage, type Language, type LocalisedText } from '#kernel/localised-text'
import type { ExtractContent } from '#registry/model'
import type { IssuedExtract } from './extract.ts'
import { PRINTED_WORDS, type PrintedWords, type TrainingWords } from './printed-words.ts'

/** A list of names with their values, under a heading. */
interface Section {
  readonly heading: string
  readonly rows: readonly (readonly [name: string, value: string])[]
}

/** All texts of a printed extract, in the order in which they stand. */
export interface Printed {
  readonly training?: TrainingWords
  readonly language: Language
  readonly title: string
  readonly register: string
  /** What the document states and since when that is known. */
  readonly statement: string
  readonly sections: readonly Section[]
  readonly decisions: {
    readonly heading: string
    readonly columns: readonly string[]
    readonly rows: readonly (readonly string[])[]
  }
  readonly checking: { readonly heading: string; readonly text: string; readonly address: string }
  readonly codeName: string
  readonly code: string
  /** Year, month, day, hour, minute, second in UTC. */
  readonly issuedAt: readonly number[]
}

/** An extract as it is printed, in its language. What has no name in that language is printed in another one. */
export const printed = (issued: IssuedExtract): Printed => {
  const { language, content, code, issuedAt, verifyAt, training } = issued
  const words = PRINTED_WORDS[language]
  const { register, entry, decisions } = content
  return {
    ...(training && { training: words.training }),
    language,
    title: words.title(entry.number),
    register: inLanguage(register.names, language),
    statement: words.statement(dayIn(language)(content.asOf), momentOf(content.knownAt), momentOf(issuedAt)),
    sections: [
      { heading: words.entry, rows: entryRows(content, words, language) },
      { heading: words.facts, rows: factRows(issued, words) },
      { heading: words.profile, rows: profileRows(issued, words) },
    ].filter(({ rows }) => rows.length > 0),
    decisions: {
      heading: words.decisions,
      columns: words.decisionColumns,
      rows: decisions.map(({ action, inForce, act }) => [
        words.actions[action] ?? action,
        dayIn(language)(inForce),
        act === undefined ? '—' : actText(act, dayIn(language)),
      ]),
    },
    checking: { heading: words.checking, text: words.checkingText, address: verifyAt },
    codeName: words.code,
    code,
    issuedAt: (issuedAt.match(/\d+/g) ?? []).slice(0, 6).map(Number),
  }
}

type Rows = Section['rows']

/** Rows without those that have no value. */
const rowsOf = (rows: readonly (readonly [string, string | undefined])[]): Rows =>
  rows.flatMap(([name, value]) => (value === undefined || value === '' ? [] : [[name, value] as const]))

const entryRows = ({ entry, register }: ExtractContent, words: PrintedWords, language: Language): Rows => {
  const day = dayIn(language)
  const links = (list: typeof entry.former) =>
    list?.map(({ number, kind }) => `${number} (${words.successions[kind]})`).join('; ')
  return rowsOf([
    [words.number, entry.number],
    [words.status, words.statusSince(words.statuses[entry.status], day(entry.statusSince))],
    [words.registeredOn, day(entry.registeredOn)],
    [words.act, actText(entry.act, day)],
    [words.validUntil, entry.validUntil === null ? words.noTerm : day(entry.validUntil)],
    [words.former, links(entry.former)],
    [words.successors, links(entry.successors)],
    [words.recordedAt, momentOf(entry.recordedAt)],
    [words.registerAct, register.legalAct && actText(register.legalAct, day)],
  ])
}

const factRows = ({ content: { facts }, names, language }: IssuedExtract, words: PrintedWords): Rows => {
  const { seat, managementOrganisation: managing } = facts
  return rowsOf([
    [words.name, inLanguage(facts.names, language)],
    [words.otherNames, others(facts.names, language)],
    [words.seat, [seat.town, named(names.regions, language)(seat.region)].filter(Boolean).join(', ')],
    [words.regions, facts.regions.map(named(names.regions, language)).join('; ')],
    [words.category, named(names.categories, language)(facts.primaryCategory)],
    [
      words.management,
      managing && (managing.names === undefined ? managing.id : inLanguage(managing.names, language)),
    ],
    [words.cluster, facts.cluster],
  ])
}

const profileRows = ({ content, names, language }: IssuedExtract, words: PrintedWords): Rows => {
  const { descriptions, categories, industries, type, stage, yearFounded, website, products, labels } =
    content.profile
  return rowsOf([
    [words.description, descriptions && inLanguage(descriptions, language)],
    [words.categories, categories.map(named(names.categories, language)).join('; ')],
    [words.industries, industries.map(named(names.industries, language)).join('; ')],
    [
      words.products,
      products
        ?.map(({ scheme, code, names: called }) =>
          [`${scheme} ${code}`, called && inLanguage(called, language)].filter(Boolean).join(' '),
        )
        .join('; '),
    ],
    [words.type, type && words.types[type]],
    [words.stage, stage && words.stages[stage]],
    [words.yearFounded, yearFounded?.toString()],
    [words.website, website],
    [words.labels, labels?.map(({ name }) => name).join('; ')],
  ])
}

/** `Bavaria (DE-BY)`, or the code alone. */
const named =
  (names: Readonly<Record<string, LocalisedText>>, language: Language) =>
  (code: string): string => {
    const name = names[code]
    return name === undefined ? code : `${inLanguage(name, language)} (${code})`
  }

const others = (names: LocalisedText, language: Language): string =>
  Object.values(names)
    .filter((name) => name !== inLanguage(names, language))
    .join('; ')

/** `Order 12-R, 20.02.2026` */
const actText = (
  { kind, number, date }: ExtractContent['entry']['act'],
  day: (date: CalendarDate) => string,
): string => [[kind, number].filter(Boolean).join(' '), date && day(date)].filter(Boolean).join(', ')

/** `2026-03-11`, in Russian `11.03.2026`. */
const dayIn =
  (language: Language) =>
  (date: CalendarDate): string =>
    language === 'ru' ? date.split('-').reverse().join('.') : date

/** `2026-03-11 09:30:00.000 UTC`: whoever asks for the same extract again needs every digit. */
const momentOf = (instant: Instant): string => instant.replace('T', ' ').replace('Z', ' UTC')
