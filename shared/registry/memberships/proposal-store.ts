import type { Context, Page, Position } from '#kernel/call'
import { changeBy, fromItem, type Stored, toItem, valuesOf } from '#kernel/entity'
import type { Freshness, Table, TableQuery, Write } from '#kernel/table'
import { proposalEntity, proposalKey, proposalsKey, proposalsTo } from '../keys.ts'
import type { MembershipProposal } from '../model.ts'

interface PageWish {
  readonly limit: number
  readonly after?: Position | undefined
}

/** Where proposed memberships are kept. */
export class ProposalStore {
  readonly table: Table
  constructor(table: Table) {
    this.table = table
  }

  /** A proposal, as it is now unless it is only shown. */
  async find(
    cluster: string,
    id: string,
    freshness: Freshness,
  ): Promise<Stored<MembershipProposal> | undefined> {
    return fromItem(proposalEntity, await this.table.get(proposalKey(cluster, id), freshness))
  }

  /** The proposals in a cluster, in the order of proposing. */
  ofCluster(cluster: string, page: PageWish): Promise<Page<MembershipProposal>> {
    return this.#page({ pk: proposalsKey(cluster), ...page })
  }

  /** The proposals that concern an organisation, in the order of proposing. */
  ofOrganisation(organisation: string, page: PageWish): Promise<Page<MembershipProposal>> {
    return this.#page({ index: 'gsi1', pk: proposalsTo(organisation), ...page })
  }

  async #page(query: TableQuery): Promise<Page<MembershipProposal>> {
    const { items, next } = await this.table.query(query)
    return { items: valuesOf(proposalEntity, items), next }
  }

  write(proposal: MembershipProposal, before: number, context: Context, action: string): Write {
    return {
      put: toItem(proposalEntity, proposal, { version: before + 1, change: changeBy(context, action) }),
      if: before === 0 ? 'absent' : { version: before },
    }
  }
}
