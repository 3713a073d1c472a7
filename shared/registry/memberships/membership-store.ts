import type { Context, Page, Position } from '#kernel/call'
import type { Instant } from '#kernel/clock'
import { changeBy, fromItem, type Stored, toItem, valuesOf } from '#kernel/entity'
import { RuleFailedError } from '#kernel/errors'
import { lostRace } from '#kernel/lost-race'
import { type Freshness, queryAll, type Table, type TableQuery, type Write } from '#kernel/table'
import { assertionWrites } from '../assertions.ts'
import {
  formerMembershipEntity,
  formerOfCluster,
  formerOfOrganisation,
  heldEntity,
  heldKey,
  membershipEntity,
  membershipKey,
  membershipsOf,
  organisationKey,
  type StoredAssertion,
} from '../keys.ts'
import type { ClusterId, HeldMemberships, Membership, OrganisationId } from '../model.ts'

/** Memberships of one organisation, past ones included: they stand in one record. */
export const MOST_HELD = 500

/** Where memberships are kept. */
export class MembershipStore {
  readonly table: Table
  constructor(table: Table) {
    this.table = table
  }

  /** A membership, as it is now unless it is only shown. */
  async find(
    cluster: string,
    organisation: string,
    from: string,
    freshness: Freshness = { consistent: true },
  ): Promise<Stored<Membership> | undefined> {
    const item = await this.table.get(membershipKey(cluster, organisation, from), freshness)
    return fromItem(membershipEntity, item)
  }

  /** The memberships of a cluster, page by page; with a day only those in force on it. */
  async ofCluster(
    cluster: ClusterId,
    on: string | undefined,
    page: { readonly limit: number; readonly after?: Position | undefined },
  ): Promise<Page<Membership>> {
    // An end that is not there is null and cannot be compared by the table: the day after is judged here.
    const { items, next } = await this.table.query({
      ...membershipsOf(cluster),
      ...page,
      ...(on !== undefined && { filter: [{ attribute: 'data.from', below: `${on}~` }] }),
    })
    const memberships = valuesOf(membershipEntity, items)
    return { items: memberships.filter(({ to }) => on === undefined || to === null || on < to), next }
  }

  /** What organisations hold or held. */
  async heldBy(organisations: readonly string[]): Promise<readonly HeldMemberships[]> {
    return valuesOf(heldEntity, await this.table.getAll(organisations.slice(0, 100).map(heldKey)))
  }

  /** What an organisation holds or held, as it is now unless it is only shown. */
  async held(
    organisation: OrganisationId,
    freshness: Freshness = { consistent: true },
  ): Promise<Stored<HeldMemberships>> {
    const item = await this.table.get(heldKey(organisation), freshness)
    return fromItem(heldEntity, item) ?? { value: { organisation, held: [] }, version: 0 }
  }

  /** The memberships of a cluster that have gone over to another record since an instant. */
  formerOfCluster(cluster: ClusterId, since: Instant): Promise<readonly Membership[]> {
    return this.#former({ pk: formerOfCluster(cluster) }, since)
  }

  /** The memberships of an organisation that have gone over to another record since an instant. */
  formerOfOrganisation(organisation: OrganisationId, since: Instant): Promise<readonly Membership[]> {
    return this.#former({ index: 'gsi1', pk: formerOfOrganisation(organisation) }, since)
  }

  async #former(query: Pick<TableQuery, 'pk' | 'index'>, since: Instant): Promise<readonly Membership[]> {
    const former = valuesOf(formerMembershipEntity, await queryAll(this.table, query))
    return former.filter(({ until }) => since < until).map(({ membership }) => membership)
  }

  /** What several organisations hold or held, each with the version that a transaction can check. */
  async storedHeldBy(organisations: readonly string[]): Promise<readonly Stored<HeldMemberships>[]> {
    const items = await this.table.getAll(organisations.map(heldKey))
    return items.flatMap((item) => fromItem(heldEntity, item) ?? [])
  }

  async findAll(
    keys: readonly { cluster: string; organisation: string; from: string }[],
  ): Promise<readonly Membership[]> {
    const items = await this.table.getAll(
      keys.map(({ cluster, organisation, from }) => membershipKey(cluster, organisation, from)),
    )
    return valuesOf(membershipEntity, items)
  }

  /** What a new or changed membership writes. The first one of an organisation also makes sure that nobody deletes
   *  the organisation meanwhile.
   *  @param held what the organisation held before, with the version it was read at */
  changeWrites(
    change: {
      readonly before?: Stored<Membership> | undefined
      readonly after: Membership
      readonly held: Stored<HeldMemberships>
      readonly organisationVersion: number
      readonly assertions: readonly StoredAssertion[]
      readonly action: string
    },
    context: Context,
  ): readonly Write[] {
    const { before, after, held, organisationVersion, assertions, action } = change
    const { cluster, organisation, from, to } = after
    const others = held.value.held.filter((one) => one.cluster !== cluster || one.from !== from)
    if (others.length >= MOST_HELD) throw tooMany()
    const known = held.value.held.find((one) => one.cluster === cluster && one.from === from)
    return [
      {
        put: toItem(membershipEntity, after, {
          version: (before?.version ?? 0) + 1,
          change: changeBy(context, action),
        }),
        if: before === undefined ? 'absent' : { version: before.version },
        ...(before === undefined && { otherwise: lostRace }),
      },
      ...(known?.to === to && known !== undefined
        ? []
        : [
            {
              put: toItem(
                heldEntity,
                { organisation, held: [...others, { cluster, from, to }] },
                { version: held.version + 1 },
              ),
              if: held.version === 0 ? ('absent' as const) : { version: held.version },
              otherwise: lostRace,
            },
          ]),
      ...(held.version === 0
        ? [
            {
              check: organisationKey(organisation),
              if: { version: organisationVersion },
              otherwise: lostRace,
            },
          ]
        : []),
      ...assertionWrites(assertions, context, action),
    ]
  }
}

const tooMany = () =>
  new RuleFailedError({
    en: `An organisation can have at most ${MOST_HELD} memberships, past ones included.`,
    ru: `У организации может быть не более ${MOST_HELD} членств, включая прошлые.`,
  })
