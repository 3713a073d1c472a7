import { covers } from '#kernel/access'
import type { Context } from '#kernel/call'
import type { CalendarDate } from '#kernel/clock'
import type { Stored } from '#kernel/entity'
import { ConflictError, RuleFailedError } from '#kernel/errors'
import { lostRace } from '#kernel/lost-race'
import type { Write } from '#kernel/table'
import type { ProcedureDeps } from '../applications/under-way.ts'
import { clusterResource } from '../audience.ts'
import type { Act, ClusterRecord, Entry, EntryLink, Register, Succession } from '../model.ts'
import { storedEntry } from './decide-on-entry.ts'
import { entryChange } from './entry-change.ts'
import { entryPut, type RegisterStore } from './register-store.ts'

/** Refuses a succession to entries that the register does not have, or a merger of one.
 *  @throws NotFoundError @throws RuleFailedError */
export const demandFormer = async (
  registers: RegisterStore,
  register: Register,
  { kind, entries }: Succession,
): Promise<void> => {
  if (kind === 'merger' && entries.length < 2)
    throw new RuleFailedError({
      en: 'A merger names at least two entries.',
      ru: 'Слияние указывает не менее двух записей.',
    })
  if (kind !== 'merger' && entries.length > 1)
    throw new RuleFailedError({
      en: `A ${kind} names one entry.`,
      ru: 'Разделение и повторное внесение указывают одну запись.',
    })
  for (const number of entries) await storedEntry(registers, register, number)
}

/** The new entry that others are followed by. */
interface NewEntry {
  readonly register: Register
  readonly cluster: ClusterRecord
  readonly number: string
  readonly date: CalendarDate
  readonly act: Act
  readonly reason?: string | undefined
  readonly today: CalendarDate
}

/** What entering a cluster does to the entries that it follows: its own former one in the register and those of a
 *  merger or split point to it, and those that still stand are removed with the same decision.
 *  @throws ForbiddenError unless the actor may remove the entries of the other clusters
 *  @throws ConflictError when one of them was annulled, or was removed and not by the same split */
export const succeeded = async (
  deps: ProcedureDeps,
  succession: Succession | undefined,
  entered: NewEntry,
  context: Context,
): Promise<{ readonly former: readonly EntryLink[]; readonly writes: readonly Write[] }> => {
  const { register, cluster } = entered
  const own = cluster.entries.filter((one) => one.register === register.id).at(-1)
  const links: EntryLink[] = [
    ...(own === undefined ? [] : [{ number: own.number, kind: 're-entry' as const }]),
    ...(succession?.entries ?? [])
      .filter((number) => number !== own?.number)
      .map((number) => ({ number, kind: succession?.kind ?? ('re-entry' as const) })),
  ]
  const writes: Write[] = []
  for (const link of links) {
    const entry = await storedEntry(deps.registers, register, link.number)
    writes.push(...(await followed(deps, entry, link, entered, context)))
  }
  return { former: links, writes }
}

const followed = async (
  deps: ProcedureDeps,
  entry: Stored<Entry>,
  { number, kind }: EntryLink,
  { cluster, number: given, date, act, reason, today }: NewEntry,
  context: Context,
): Promise<readonly Write[]> => {
  const successor: EntryLink = { number: given, kind }
  const linked = (): readonly Write[] => [
    {
      ...entryPut(
        { ...entry.value, successors: [...(entry.value.successors ?? []), successor] },
        entry.version,
        context,
        'link-entry',
      ),
      otherwise: lostRace,
    },
  ]
  if (entry.value.cluster === cluster.id) return linked()
  const other = await deps.clusters.get(entry.value.cluster)
  const resource = clusterResource(other.value)
  covers(context.actor, 'cluster.remove', resource)
  if (entry.value.status === 'removed' && kind === 'split' && splitBefore(entry.value)) return linked()
  if (entry.value.status !== 'registered' && entry.value.status !== 'suspended')
    throw new ConflictError({
      en: `The entry ${number} is ${entry.value.status}: nothing can follow it by ${kind}.`,
      ru: `Запись ${number} в состоянии ${entry.value.status}: правопреемство (${kind}) невозможно.`,
    })
  const step = { by: { power: 'cluster.remove' as const, resource }, ...(reason !== undefined && { reason }) }
  const { writes } = await entryChange(
    deps,
    { entry, cluster: other, action: 'remove', inForce: date, today, act, successor, step },
    context,
  )
  return writes
}

const splitBefore = ({ successors = [] }: Entry): boolean => successors.some(({ kind }) => kind === 'split')

/** Steps that one transaction holds, less the record of the reply. */
const MOST_WRITES = 99

/** Refuses a decision that would change more records than one transaction holds. @throws RuleFailedError */
export const demandFits = (writes: readonly Write[]): void => {
  if (writes.length <= MOST_WRITES) return
  throw new RuleFailedError({
    en: `The decision would change ${writes.length} records at once; at most ${MOST_WRITES} are possible: name fewer entries in its succession.`,
    ru: `Решение изменило бы сразу ${writes.length} записей, возможно не более ${MOST_WRITES}: укажите меньше записей в правопреемстве.`,
  })
}
