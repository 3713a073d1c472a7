import { type Actor, mayUse } from '#kernel/access'
import { isInCharge, type Places } from './authority.ts'
import type { EnterpriseStore } from './campaigns/enterprise-store.ts'
import {
  breaksComposition,
  type Cell,
  compositionOf,
  type KpiChange,
  type MembershipFacts,
  type Period,
  type Slice,
  type StoredIndicator,
  sliceKey,
  splitOf,
  turnoverOf,
} from './model.ts'
import type { RegisterFacts } from './ports.ts'

interface Ports {
  readonly registry: Pick<RegisterFacts, 'membershipFacts'>
  readonly enterprises: Pick<EnterpriseStore, 'namedWith'>
  readonly places: Places
}

type Named = Awaited<ReturnType<EnterpriseStore['namedWith']>>

/** What its members had to do with the change of one cluster's own value. What is known of the members is read once,
 *  and only if it is asked for. */
export class MemberChanges {
  readonly #ports: Ports
  readonly #cluster: string
  readonly #actor: Actor
  readonly #slices: readonly Slice[]
  #memberships: Promise<readonly MembershipFacts[]> | undefined
  #named: Promise<Named> | undefined

  /** @param series of which the values of members are asked, and for which periods there are any of the cluster */
  constructor(
    ports: Ports,
    actor: Actor,
    cluster: string,
    series: Omit<Slice, 'period'>,
    periods: Iterable<Period>,
  ) {
    this.#ports = ports
    this.#actor = actor
    this.#cluster = cluster
    this.#slices = [...new Set(periods)].map((period) => ({ ...series, period }))
  }

  /** How many members came and went; the split of a sum, to who may see it; and without values of members whether the
   *  two values are of the same cluster at all. Nothing where one of the values is missing. */
  async between(
    earlier: Cell,
    later: Cell,
    indicator: StoredIndicator,
  ): Promise<Pick<KpiChange, 'members' | 'split' | 'break'>> {
    if (earlier.value === null || later.value === null) return {}
    this.#memberships ??= this.#ports.registry.membershipFacts([this.#cluster])
    const compared = { against: earlier.period, period: later.period }
    const composition = compositionOf(this.#cluster, await this.#memberships, compared)
    const members = turnoverOf(composition)
    const sides = indicator.aggregation.rule === 'sum' ? await this.#sides(earlier, later) : undefined
    const split = sides && splitOf(sides.earlier, sides.later, composition, compared)
    if (sides === undefined || split === undefined)
      return { members, ...(breaksComposition(members) && { break: 'composition' as const }) }
    return { members, ...((await this.#maySee(sides.hides)) && { split }) }
  }

  async #sides(earlier: Cell, later: Cell) {
    this.#named ??= this.#ports.enterprises.namedWith(this.#cluster, this.#slices)
    const named = await this.#named
    const [then, now] = [earlier, later].map((cell) => named.get(sliceKey(cell)))
    if (then === undefined || now === undefined) return undefined
    return {
      earlier: { value: earlier.value, members: then.enterprises },
      later: { value: later.value, members: now.enterprises },
      hides: then.hidden.length + now.hidden.length > 0,
    }
  }

  /** A part may be one member's value: who verifies there sees it, who reports there unless a member did not agree to
   *  that, nobody else. */
  async #maySee(hides: boolean): Promise<boolean> {
    const place = await this.#ports.places.get({ universe: 'cluster', subject: this.#cluster })
    return mayUse(this.#actor, 'kpi.verify', place) || (!hides && isInCharge(this.#actor, place))
  }
}
