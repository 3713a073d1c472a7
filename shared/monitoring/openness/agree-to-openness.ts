import { type Actor, actorId, covers, positionsOf } from '#kernel/access'
import type { Call } from '#kernel/call'
import { addDays, type CalendarDate, dateIn } from '#kernel/clock'
import { changeBy, type LastChange, type Stored } from '#kernel/entity'
import { ForbiddenError, RuleFailedError, StaleVersionError } from '#kernel/errors'
import { commit } from '#kernel/idempotency'
import { untilWon } from '#kernel/lost-race'
import type { Table, Write } from '#kernel/table'
import type { Places } from '../authority.ts'
import type { ClusterManagement } from '../campaigns/ports.ts'
import type { monitoringContract } from '../contract.ts'
import { type IndicatorStore, noSuchIndicator } from '../indicator-store.ts'
import {
  agreedTo,
  type Catalogue,
  type ClusterOpenness,
  type IndicatorCode,
  inputsEver,
  isOpenable,
  opennessView,
  referenceDate,
  withdrawnFrom,
} from '../model.ts'
import type { ReleaseStore } from '../releases/release-store.ts'
import type { OpennessStore } from './openness-store.ts'

type Routes = typeof monitoringContract.routes

interface Ports {
  readonly table: Table
  readonly openness: OpennessStore
  readonly indicators: IndicatorStore
  readonly releases: ReleaseStore
  readonly places: Places
  readonly management: ClusterManagement
}

/** @throws NotFoundError when there is no such cluster */
export const getOpenness =
  ({ openness, places }: Ports) =>
  async ({ params: { cluster } }: Call<Routes['getOpenness']>) => {
    await places.get({ universe: 'cluster', subject: cluster })
    const { value, version } = await openness.of(cluster)
    return { status: 200 as const, body: opennessView(value), version }
  }

/** Records that a cluster agrees to the openness of its values of some indicators. It begins after everything that releases
 *  hold of them: their figures were decided while these values were secret, and would give others away once they are
 *  not. No release gets its number in between, since both write the counter of releases.
 *  @throws NotFoundError when there is no such cluster or indicator
 *  @throws ForbiddenError for who does not act for the cluster's management organisation
 *  @throws RuleFailedError for indicators that are not the cluster's to open, and for a day that is too early
 *  @throws StaleVersionError when it changed since the caller read it */
export const agreeToOpenness = (ports: Ports) => async (call: Call<Routes['agreeToOpenness']>) => {
  await demandManagement(ports, call.actor, call.params.cluster)
  const { indicators, from } = call.body
  const catalogue = await ports.indicators.catalogue()
  const codes = indicators ?? [...catalogue.values()].filter(isOpenable).map(({ code }) => code)
  for (const code of codes) refuseUnlessOpenable(code, catalogue)
  return untilWon(async () => {
    const before = await ownVersion(ports, call)
    const counter = await ports.releases.counter()
    const earliest = await firstOpenDay(codes, catalogue, ports.releases)
    if (earliest !== undefined && from < earliest) throw tooEarly(from, earliest)
    const made = { from, agreedBy: actorId(call.actor), agreedAt: call.at.toISOString() }
    const agreements = agreedTo(before.value.agreements, codes, made)
    const change = changeBy(call, 'agree-to-openness')
    return committed(ports, call, { before, agreements, change }, [
      ports.releases.setCounter(counter.value, counter),
    ])
  })
}

/** Withdraws what a cluster agreed to, for periods to come: what was public stays so.
 *  @throws NotFoundError, ForbiddenError, StaleVersionError as agreeing does
 *  @throws RuleFailedError for a day that is not to come */
export const withdrawOpenness = (ports: Ports) => async (call: Call<Routes['withdrawOpenness']>) => {
  await demandManagement(ports, call.actor, call.params.cluster)
  const { to } = call.body
  const today = dateIn('UTC', call.at)
  if (to <= today)
    throw new RuleFailedError({
      en: `${to} is not a day to come; what was public until today stays so (expected ${addDays(today, 1)} or later).`,
      ru: `${to} уже наступило; то, что было открыто до сегодняшнего дня, остаётся открытым (ожидается не раньше ${addDays(today, 1)}).`,
    })
  const before = await ownVersion(ports, call)
  const codes = call.body.indicators ?? before.value.agreements.map(({ indicator }) => indicator)
  const by = { to, withdrawnBy: actorId(call.actor), withdrawnAt: call.at.toISOString() }
  const agreements = withdrawnFrom(before.value.agreements, codes, by)
  return committed(ports, call, { before, agreements, change: changeBy(call, 'withdraw-openness') })
}

/** The agreement is the cluster's own: of who uses `kpi.submit` over it and is in office at its management organisation. */
const demandManagement = async (
  { places, management }: Ports,
  actor: Actor,
  cluster: string,
): Promise<void> => {
  covers(actor, 'kpi.submit', await places.get({ universe: 'cluster', subject: cluster }))
  const organisation = (await management.clusterRegions(cluster))?.managementOrganisation
  const isInOffice = positionsOf(actor).some(
    ({ holder, role }) => holder === organisation && role !== 'viewer',
  )
  if (!isInOffice)
    throw new ForbiddenError({
      en: 'Only the cluster itself agrees to the openness of its values: you hold no position of editor or admin in its management organisation.',
      ru: 'Согласие на открытость значений даёт только сам кластер: у вас нет должности редактора или администратора в его управляющей организации.',
    })
}

const refuseUnlessOpenable = (code: IndicatorCode, catalogue: Catalogue): void => {
  const indicator = catalogue.get(code)
  if (indicator === undefined) throw noSuchIndicator(code)
  if (isOpenable(indicator)) return
  throw new RuleFailedError({
    en: `"${code}" is ${indicator.confidentiality}, ${indicator.origin}; a cluster can open its values of indicators that are cluster-open and reported.`,
    ru: `«${code}»: ${indicator.confidentiality}, ${indicator.origin}; кластер может открыть свои значения показателей cluster-open, которые сообщаются.`,
  })
}

const ownVersion = async (
  { openness }: Ports,
  call: Call<Routes['agreeToOpenness'] | Routes['withdrawOpenness']>,
): Promise<Stored<ClusterOpenness>> => {
  const stored = await openness.of(call.params.cluster)
  if (stored.version !== call.expectedVersion) throw new StaleVersionError()
  return stored
}

/** The day after the last period for which a release with a number tells of any of the indicators; also by what is made
 *  from them, and by changes, which tell of earlier periods. Undefined where none does. */
const firstOpenDay = async (
  codes: readonly IndicatorCode[],
  catalogue: Catalogue,
  releases: ReleaseStore,
): Promise<CalendarDate | undefined> => {
  const held = (await releases.numbered({ consistent: true })).flatMap(({ slices }) => slices)
  const last = held
    .filter(([code]) => [code, ...inputsEver(code, catalogue)].some((input) => codes.includes(input)))
    .map(([, period]) => referenceDate(period))
    .sort()
    .at(-1)
  return last === undefined ? undefined : addDays(last, 1)
}

const tooEarly = (from: CalendarDate, earliest: CalendarDate) =>
  new RuleFailedError({
    en: `${from} is too early: releases hold figures of periods until then, which were decided while these values were not public; the agreement can begin on ${earliest}.`,
    ru: `${from} слишком рано: в выпусках уже есть значения за эти периоды, и решение о них принято, пока значения кластера не были открыты; согласие может действовать с ${earliest}.`,
  })

const committed = (
  { table, openness }: Ports,
  call: Call<Routes['agreeToOpenness'] | Routes['withdrawOpenness']>,
  step: {
    readonly before: Stored<ClusterOpenness>
    readonly agreements: ClusterOpenness['agreements']
    readonly change: LastChange
  },
  others: readonly Write[] = [],
) => {
  const { before, agreements, change } = step
  const after = { ...before.value, agreements }
  const reply = { status: 200 as const, body: opennessView(after), version: before.version + 1 }
  return commit(table, call, reply, [openness.put(after, before, change), ...others])
}
