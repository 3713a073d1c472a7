import type { CalendarDate } from '#kernel/clock'
import { type Fault, RuleFailedError } from '#kernel/errors'
import { MOST_HELD } from '../memberships/membership-store.ts'
import {
  type ClusterId,
  clashingIdentifiers,
  contradictions,
  isOfOneSide,
  type Mapping,
  MOST_ESTABLISHMENTS,
  type OrganisationFields,
} from '../model.ts'
import type { TieStore } from '../ties/tie-store.ts'
import { figuresConcerned, tiesConcerned } from './move-ties.ts'

/** Identifiers that one organisation has. */
const MOST_IDENTIFIERS = 10

/** What says that two organisations are two, or does not fit into one record. */
export const clashesOf = (
  own: OrganisationFields,
  other: OrganisationFields,
  merged: OrganisationFields,
): readonly Fault[] => [
  ...clashingIdentifiers(own.identifiers, other.identifiers).map(([mine, theirs]) =>
    fault(
      `They have different ${mine.scheme} (${mine.value}, ${theirs.value}): correct the wrong one, or leave them apart.`,
      `Разные ${mine.scheme} (${mine.value}, ${theirs.value}): исправьте неверный или не объединяйте записи.`,
    ),
  ),
  ...(merged.identifiers.length > MOST_IDENTIFIERS
    ? [
        fault(
          `Together they have ${merged.identifiers.length} identifiers; at most ${MOST_IDENTIFIERS} are kept.`,
          `Вместе у них ${merged.identifiers.length} идентификаторов, возможно не более ${MOST_IDENTIFIERS}.`,
        ),
      ]
    : []),
  ...((merged.establishments ?? []).length > MOST_ESTABLISHMENTS
    ? [
        fault(
          `Together they have more than ${MOST_ESTABLISHMENTS} establishments: take out those that are no longer there.`,
          `Вместе у них более ${MOST_ESTABLISHMENTS} подразделений: исключите закрытые.`,
        ),
      ]
    : []),
]

/** Memberships that do not fit into one record. */
export const tooManyHeld = (count: number): readonly Fault[] =>
  count <= MOST_HELD
    ? []
    : [
        fault(
          `Together they have ${count} memberships, past ones included; at most ${MOST_HELD} are kept.`,
          `Вместе у них ${count} членств, включая прошлые; возможно не более ${MOST_HELD}.`,
        ),
      ]

/** What cannot be one record in a cluster: a tie between both that has not ended, and figures that both state differently
 *  for a year. */
export const conflictsIn = async (
  ties: TieStore,
  cluster: ClusterId,
  mapping: Mapping,
  today: CalendarDate,
): Promise<readonly Fault[]> => {
  const between = (await tiesConcerned(ties, cluster, mapping)).filter(
    ({ value }) => isOfOneSide(value, mapping) && (value.to === null || today < value.to),
  )
  const figures = await figuresConcerned(ties, cluster, mapping)
  const differing = await Promise.all(
    figures.map(async ({ value }) => {
      const own = await ties.figures(
        mapping.cluster(cluster),
        mapping.organisation(value.organisation),
        value.year,
        { consistent: true },
      )
      return { organisation: value.organisation, year: value.year, fields: contradictions(value, own.value) }
    }),
  )
  return [
    ...between.map(({ value: { id } }) =>
      fault(
        `The tie ${id} in the cluster ${cluster} is between both: end it first, or leave them apart.`,
        `Связь ${id} в кластере ${cluster} — между обеими записями: сначала завершите её или не объединяйте записи.`,
      ),
    ),
    ...differing
      .filter(({ fields }) => fields.length > 0)
      .map(({ organisation, year, fields }) =>
        fault(
          `The figures of ${organisation} for ${year} in the cluster ${cluster} differ in ${fields.join(', ')}: make them equal first.`,
          `Показатели ${organisation} за ${year} год в кластере ${cluster} различаются (${fields.join(', ')}): сначала приведите их к одному.`,
        ),
      ),
  ]
}

/** Refuses a merger with the whole list of what stands against it. @throws RuleFailedError */
export const demandNoConflicts = (faults: readonly Fault[]): void => {
  if (faults.length === 0) return
  const all = (language: 'en' | 'ru') => faults.map(({ detail }) => detail[language]).join(' ')
  throw new RuleFailedError({ en: all('en'), ru: all('ru') }, { faults })
}

const fault = (en: string, ru: string): Fault => ({ pointer: '/into', detail: { en, ru } })
