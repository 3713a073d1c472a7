import { canonicalJson } from '#kernel/digest'
import { ConflictError } from '#kernel/errors'
import type { StoredAssertion } from '../keys.ts'
import { type Changes, ENTRY_STATEMENT, type StatementRecord } from '../model.ts'

/** What is stated about a cluster once the statements of one more register are there. What is known of the cluster
 *  itself has to be the same already, so that nothing about it changes by restoring one more of its registers; only
 *  what is stated of its entry there is added.
 *  @param subject the cluster's partition
 *  @param known what is stated here so far; nothing for a cluster that is not here
 *  @returns all statements in the order of recording, and those that have to be written
 *  @throws ConflictError when the cluster is here with another history */
export const mergedHistory = (
  subject: string,
  known: readonly StoredAssertion[],
  statements: readonly StatementRecord[],
  register: string,
): { readonly history: readonly StoredAssertion[]; readonly added: readonly StoredAssertion[] } => {
  const byPlace = new Map(known.map((statement) => [placeOf(statement), statement]))
  const added: StoredAssertion[] = []
  for (const { changes, ...statement } of statements) {
    const { [ENTRY_STATEMENT]: entry, ...fields } = changes
    const ofEntry: Changes = entry === undefined ? {} : { [`entry:${register}`]: entry }
    const there = byPlace.get(placeOf(statement))
    const toldOfEntry = there?.changes[`entry:${register}`]
    if (known.length > 0 && !sameOfCluster(there, { subject, ...statement, changes: fields }))
      throw otherHistory(subject)
    if (toldOfEntry !== undefined && canonicalJson(toldOfEntry) !== canonicalJson(entry ?? null))
      throw otherHistory(subject)
    if (there !== undefined && (entry === undefined || toldOfEntry !== undefined)) continue
    const whole = { subject, ...statement, changes: { ...(there?.changes ?? fields), ...ofEntry } }
    byPlace.set(placeOf(whole), whole)
    added.push(whole)
  }
  const history = [...byPlace.values()].sort((a, b) => a.version - b.version || a.part - b.part)
  return { history, added }
}

const placeOf = ({ version, part }: Pick<StoredAssertion, 'version' | 'part'>) => `${version}.${part}`

/** Whether both say the same of the cluster at the same time; one that says nothing of it may be new. */
const sameOfCluster = (there: StoredAssertion | undefined, told: StoredAssertion): boolean => {
  if (there === undefined) return Object.keys(told.changes).length === 0
  const fields = Object.fromEntries(Object.entries(there.changes).filter(([field]) => !field.includes(':')))
  return canonicalJson({ ...there, changes: fields }) === canonicalJson(told)
}

const otherHistory = (subject: string) => {
  const cluster = subject.replace('CLUSTER#', '')
  return new ConflictError({
    en: `The cluster ${cluster} is here with another history: registers that share clusters are exported together and restored before anything changes.`,
    ru: `Кластер ${cluster} уже есть с другой историей: реестры с общими кластерами выгружаются вместе и восстанавливаются до любых изменений.`,
  })
}
