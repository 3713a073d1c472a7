import type { Context } from '#kernel/call'
import type { Instant } from '#kernel/clock'
import { ConflictError, RuleFailedError } from '#kernel/errors'
import { type Mergeable, type MergedElsewhere, MOST_MERGED } from '../model.ts'

/** Why and by which act records were merged stands where they were. */
const ELSEWHERE = { reason: 'Merged on the platform that it comes from', act: { kind: 'Import' } }

/** What a record keeps of a merger that took place on another platform. */
export const mergerElsewhere = <Id extends string>({ into, since }: MergedElsewhere<Id>) => ({
  into,
  state: 'merged' as const,
  since,
  clusters: [],
  ...ELSEWHERE,
})

/** The moment before a merger: what a merged record says was known by then. */
export const beforeMerger = (context: Context, { since }: { readonly since: Instant }): Context => ({
  ...context,
  at: new Date(Date.parse(since) - 1),
})

/** Whether a merged record is here already.
 *  @throws ConflictError when it is here otherwise, or the other record has taken in as many as it can
 *  @throws RuleFailedError for a merger to come */
export const isHereMerged = <Id extends string>(
  before: Mergeable<Id> | undefined,
  into: Mergeable<Id>,
  merged: MergedElsewhere<Id>,
  at: Date,
): boolean => {
  if (before?.merger?.state === 'merged' && before.merger.into === merged.into) return true
  if (before !== undefined)
    throw new ConflictError({
      en: `${before.id} is here as a record of its own: merge it into ${merged.into}.`,
      ru: `${before.id} здесь самостоятельная запись: объедините её с ${merged.into}.`,
    })
  if (merged.since > at.toISOString())
    throw new RuleFailedError({
      en: `The merger of ${merged.since} is still to come.`,
      ru: `Объединение ${merged.since} ещё не наступило.`,
    })
  if ((into.absorbed ?? []).length >= MOST_MERGED)
    throw new ConflictError({
      en: `Into one record at most ${MOST_MERGED} are merged.`,
      ru: `С одной записью объединяют не более ${MOST_MERGED} других.`,
    })
  return false
}
