import { covers } from '#kernel/access'
import type { Context } from '#kernel/call'
import type { CalendarDate } from '#kernel/clock'
import type { NewId } from '#kernel/ids'
import { lostRace } from '#kernel/lost-race'
import type { Write } from '#kernel/table'
import { clusterResource } from '../audience.ts'
import { ruleSetKey } from '../keys.ts'
import {
  AssessmentId,
  type AssessmentRecord,
  type Attestations,
  allOf,
  type ClusterRecord,
  type ExpiryNotice,
  noticesOf,
  type Register,
  type Verdict,
  validUntil,
  type Waiver,
} from '../model.ts'
import { assessed } from './assess-cluster.ts'
import type { CompositionReader } from './judged-composition.ts'
import { notPassed } from './not-passed.ts'
import type { RuleSetStore } from './rule-set-store.ts'

/** What a decision on a cluster rests on. */
interface Judgement {
  /** Of all rule sets together; only a waiver lets one other than `pass` through. */
  readonly verdict: Verdict
  /** The first day on which the decision no longer holds: the earliest of the rule sets; null without term. */
  readonly validUntil: CalendarDate | null
  /** The days on which its end is announced. */
  readonly notices: readonly ExpiryNotice[]
  readonly assessments: readonly AssessmentRecord[]
  /** For the transaction of the decision: they keep the assessments with what was judged, and give up the race
   *  when a rule set changed meanwhile. */
  readonly writes: readonly Write[]
}

/** What judging needs. */
export interface JudgeDeps {
  readonly ruleSets: RuleSetStore
  readonly compositionOf: CompositionReader
  readonly newId: NewId
}

/** The term of a decision as its entry keeps it. */
export const termOf = ({ validUntil: until, notices }: Judgement) => ({
  validUntil: until,
  ...(notices.length > 0 && { expiryNotices: notices.map(({ on }) => on) }),
})

/** Judges a cluster by the rule sets of a register, each by its version in force on the date of the decision.
 *  @throws RuleFailedError when a rule set is not passed and no waiver is given, naming each rule that fails or
 *    lacks data, or when no version of it is in force
 *  @throws ForbiddenError when a waiver is given by who does not hold `waiver.grant` over the cluster */
export const judge =
  (deps: JudgeDeps) =>
  async (
    given: {
      readonly register: Register
      readonly cluster: ClusterRecord
      readonly date: CalendarDate
      readonly attestations: Attestations
      readonly waiver?: Waiver | undefined
      /** The use case that decides: `register-cluster`. */
      readonly action: string
    },
    context: Context,
  ): Promise<Judgement> => {
    const { register, cluster, date, attestations, waiver, action } = given
    if (waiver !== undefined) covers(context.actor, 'waiver.grant', clusterResource(cluster))
    if (register.ruleSets.length === 0)
      return { verdict: 'pass', validUntil: null, notices: [], assessments: [], writes: [] }
    const composition = await deps.compositionOf(cluster.id, date)
    const judged = await Promise.all(
      register.ruleSets.map(async (code) => {
        const { ruleSet, ruleSetVersion, version } = await deps.ruleSets.inForce(code, date)
        const id = deps.newId(AssessmentId, 'asm')
        const input = { id, version, composition, attestations, register: register.id, waiver }
        const { assessment, writes } = assessed(input, context, action)
        const { number, validityMonths, noticeDays } = version
        const until = validUntil(ruleSet, { on: date, version: number, validityMonths })
        const guard = { check: ruleSetKey(code), if: { version: ruleSetVersion }, otherwise: lostRace }
        return { assessment, until, noticeDays, writes: [...writes, guard] }
      }),
    )
    const assessments = judged.map(({ assessment }) => assessment)
    const failing = assessments.filter(({ verdict }) => verdict !== 'pass')
    if (waiver === undefined && failing.length > 0) throw notPassed(failing)
    const [first] = judged
      .flatMap(({ until, noticeDays }) => (until === null ? [] : [{ until, noticeDays }]))
      .toSorted((a, b) => (a.until < b.until ? -1 : 1))
    return {
      verdict: allOf(assessments.map(({ verdict }) => verdict)),
      validUntil: first?.until ?? null,
      notices: noticesOf(first?.until ?? null, first?.noticeDays ?? []),
      assessments,
      writes: judged.flatMap(({ writes }) => writes),
    }
  }
