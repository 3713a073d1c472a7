import type { Context, Page, Position } from '#kernel/call'
import { changeBy, fromItem, type Stored, toItem, valuesOf } from '#kernel/entity'
import { type Freshness, queryAll, type Table, type Write } from '#kernel/table'
import { figuresKey, memberFiguresEntity, memberFiguresKey, tieEntity, tieKey, tiesKey } from '../keys.ts'
import type { ClusterId, MemberFigures, OrganisationId, TieRecord } from '../model.ts'

/** Where ties and the yearly figures of members are kept. */
export class TieStore {
  readonly table: Table
  constructor(table: Table) {
    this.table = table
  }

  async find(cluster: string, id: string, freshness: Freshness): Promise<Stored<TieRecord> | undefined> {
    return fromItem(tieEntity, await this.table.get(tieKey(cluster, id), freshness))
  }

  /** The ties of a cluster, page by page in the order of recording. */
  async page(
    cluster: ClusterId,
    page: { readonly limit: number; readonly after?: Position | undefined },
  ): Promise<Page<TieRecord>> {
    const { items, next } = await this.table.query({ pk: tiesKey(cluster), ...page })
    return { items: valuesOf(tieEntity, items), next }
  }

  /** All ties of a cluster. */
  async ofCluster(cluster: ClusterId, { consistent }: Freshness): Promise<readonly TieRecord[]> {
    return valuesOf(tieEntity, await queryAll(this.table, { pk: tiesKey(cluster), consistent }))
  }

  /** The figures of a member in a year; of version 0 while nothing was stated. */
  async figures(
    cluster: ClusterId,
    organisation: OrganisationId,
    year: number,
    freshness: Freshness,
  ): Promise<Stored<MemberFigures>> {
    const key = memberFiguresKey(cluster, organisation, year)
    const stored = fromItem(memberFiguresEntity, await this.table.get(key, freshness))
    return stored ?? { value: { cluster, organisation, year }, version: 0 }
  }

  /** What members stated of a year. */
  async figuresOf(
    cluster: ClusterId,
    year: number,
    { consistent }: Freshness,
  ): Promise<readonly MemberFigures[]> {
    const query = { pk: figuresKey(cluster), sk: { beginsWith: `${year}#` }, consistent }
    return valuesOf(memberFiguresEntity, await queryAll(this.table, query))
  }

  tieWrite(tie: TieRecord, before: number, context: Context, action: string): Write {
    return {
      put: toItem(tieEntity, tie, { version: before + 1, change: changeBy(context, action) }),
      if: before === 0 ? 'absent' : { version: before },
    }
  }

  figuresWrite(figures: MemberFigures, before: number, context: Context): Write {
    const change = changeBy(context, 'state-member-figures')
    return {
      put: toItem(memberFiguresEntity, figures, { version: before + 1, change }),
      if: before === 0 ? 'absent' : { version: before },
    }
  }
}
