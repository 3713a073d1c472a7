import type { Page, Position as PagePosition } from '#kernel/call'
import {
  type Entity,
  fromItem,
  type LastChange,
  type Stored,
  toItem,
  valuesAt,
  valuesOf,
} from '#kernel/entity'
import { ConflictError } from '#kernel/errors'
import { lostRace } from '#kernel/lost-race'
import { type Freshness, queryAll, type Table, type TableQuery, type Write } from '#kernel/table'
import {
  AUTHORITIES,
  authorityEntity,
  GRANTS,
  grantEntity,
  holderEntity,
  holderPartition,
  POSITIONS,
  pointerEntity,
  positionEntity,
  SUBSTITUTIONS,
  substitutionEntity,
} from './keys.ts'
import type { Authority, Grant, HolderState, Position, Seats, Substitution } from './model.ts'
import { idTaken, PersonStore } from './person-store.ts'

/** All that a change at a holder concerns, read strongly consistent by one Query. */
export interface HolderRecords {
  readonly state: HolderState
  readonly version: number
  readonly positions: readonly Stored<Position>[]
  readonly grants: readonly Stored<Grant>[]
  readonly substitutions: readonly Stored<Substitution>[]
}

/** Records of authorities, positions, grants and what follows from them; those of people in a store of their own. */
export class GovernanceStore {
  readonly table: Table
  readonly persons: PersonStore

  constructor(table: Table) {
    this.table = table
    this.persons = new PersonStore(table)
  }

  async #one<T>(kind: Entity<T>, pk: string, sk: string, consistent = true): Promise<Stored<T> | undefined> {
    return fromItem(kind, await this.table.get({ pk, sk }, { consistent }))
  }

  authority(id: string): Promise<Stored<Authority> | undefined> {
    return this.#one(authorityEntity, id, 'AUTHORITY')
  }

  /** Authorities by id, for showing their names. */
  async authorities(ids: readonly string[]): Promise<ReadonlyMap<string, Authority>> {
    const keys = [...new Set(ids)].map((id) => ({ pk: id, sk: 'AUTHORITY' }))
    const authorities = await valuesAt(this.table, authorityEntity, keys)
    return new Map(authorities.map((authority) => [authority.id, authority]))
  }

  /** What a natural key leads to: `authority#…`. */
  async target(key: string): Promise<string | undefined> {
    return (await this.#one(pointerEntity, `KEY#${key}`, 'KEY'))?.value.target
  }

  async position(id: string, freshness?: Freshness): Promise<Stored<Position> | undefined> {
    return this.#listed(positionEntity, POSITIONS, id, freshness)
  }

  async substitution(id: string, freshness?: Freshness): Promise<Stored<Substitution> | undefined> {
    return this.#listed(substitutionEntity, SUBSTITUTIONS, id, freshness)
  }

  async grant(id: string, freshness?: Freshness): Promise<Stored<Grant> | undefined> {
    return this.#listed(grantEntity, GRANTS, id, freshness)
  }

  /** A record of a holder by its id alone: found by the index, and read from the table unless it is only shown. */
  async #listed<T>(
    kind: Entity<T>,
    list: string,
    id: string,
    { consistent }: Freshness = { consistent: true },
  ): Promise<Stored<T> | undefined> {
    const { items } = await this.table.query({ index: 'gsi1', pk: list, sk: { from: id, to: id }, limit: 1 })
    const [found] = items
    if (found === undefined || !consistent) return fromItem(kind, found)
    return fromItem(kind, await this.table.get(found, { consistent }))
  }

  async holder(holder: string): Promise<HolderRecords> {
    const items = await queryAll(this.table, { pk: holderPartition(holder), consistent: true })
    const of = <T>(kind: Entity<T>) =>
      items.filter((item) => item['entity'] === kind.name).flatMap((item) => fromItem(kind, item) ?? [])
    const [state] = of(holderEntity)
    return {
      state: state?.value ?? { holder },
      version: state?.version ?? 0,
      positions: of(positionEntity),
      grants: of(grantEntity),
      substitutions: of(substitutionEntity),
    }
  }

  /** A position by its place. */
  async positionAt(holder: string, id: string): Promise<Position | undefined> {
    return (await this.#one(positionEntity, holderPartition(holder), `POSITION#${id}`, false))?.value
  }

  listAuthorities(limit: number, after: PagePosition | undefined) {
    return this.#page(authorityEntity, { index: 'gsi1', pk: AUTHORITIES, limit, after })
  }

  listPositions(holder: string | undefined, limit: number, after: PagePosition | undefined) {
    return this.#page(
      positionEntity,
      holder === undefined
        ? { index: 'gsi1', pk: POSITIONS, limit, after }
        : { pk: holderPartition(holder), sk: { beginsWith: 'POSITION#' }, limit, after },
    )
  }

  listSubstitutions(holder: string | undefined, limit: number, after: PagePosition | undefined) {
    return this.#page(
      substitutionEntity,
      holder === undefined
        ? { index: 'gsi1', pk: SUBSTITUTIONS, limit, after }
        : { pk: holderPartition(holder), sk: { beginsWith: 'SUBSTITUTION#' }, limit, after },
    )
  }

  listGrants(holder: string | undefined, limit: number, after: PagePosition | undefined) {
    return this.#page(
      grantEntity,
      holder === undefined
        ? { index: 'gsi1', pk: GRANTS, limit, after }
        : { pk: holderPartition(holder), sk: { beginsWith: 'GRANT#' }, limit, after },
    )
  }

  /** Grants by power, then holder: the rows of the powers matrix. */
  listMatrix(power: string | undefined, limit: number, after: PagePosition | undefined) {
    const sk = power === undefined ? {} : { sk: { beginsWith: `${power}#` } }
    return this.#page(grantEntity, { index: 'gsi2', pk: GRANTS, ...sk, limit, after })
  }

  /** Every grant of a power, ended ones included. */
  async grantsOf(power: string): Promise<readonly Grant[]> {
    const query = { index: 'gsi2' as const, pk: GRANTS, sk: { beginsWith: `${power}#` } }
    return valuesOf(grantEntity, await queryAll(this.table, query))
  }

  async #page<T>(kind: Entity<T>, query: TableQuery): Promise<Page<T>> {
    const { items, next } = await this.table.query(query)
    return { items: valuesOf(kind, items), next }
  }

  authorityWrites(authority: Authority, change: LastChange): Write[] {
    return [
      {
        put: toItem(authorityEntity, authority, { version: 1, change }),
        if: 'absent',
        otherwise: () => idTaken(authority.id),
      },
      this.#pointer(`authority#${authority.code}`, authority.id, () => codeTaken(authority.code)),
    ]
  }

  changedAuthorityWrites(authority: Authority, version: number, change: LastChange): Write[] {
    return [{ put: toItem(authorityEntity, authority, { version: version + 1, change }), if: { version } }]
  }

  #pointer(key: string, target: string, otherwise: () => Error): Write {
    return { put: toItem(pointerEntity, { key, target }), if: 'absent', otherwise }
  }

  /** The first position and grant of a new holder. */
  firstHolderWrites(holder: string, position: Position, grant: Grant, change: LastChange): Write[] {
    return [
      { put: toItem(holderEntity, { holder }, { version: 1 }), if: 'absent' },
      { put: toItem(positionEntity, position, { version: 1, change }), if: 'absent' },
      { put: toItem(grantEntity, grant, { version: 1, change }), if: 'absent' },
    ]
  }

  /** A changed position: its record, the holder's new version, and the seats from which its person's powers follow. Of two changes
   *  at one holder at once the second meets a lost race and starts over by `untilWon`. */
  positionWrites(
    before: HolderRecords,
    seats: Stored<Seats>,
    changed: Stored<Position>,
    change: LastChange,
  ): Write[] {
    const { holder, person } = changed.value
    const own = replaced(before.positions, changed.value).filter((position) => position.person === person)
    const others = seats.value.positions.filter((position) => position.holder !== holder)
    const positions = [...others, ...own.map(({ role, from, to }) => ({ holder, role, from, to }))]
    return [
      this.stateWrite(before),
      changedWrite(positionEntity, changed, change),
      this.persons.seatsWrite(seats, { positions }),
    ]
  }

  /** A changed substitution: its record, the holder's new version, and the seats from which the substitute's powers follow. */
  substitutionWrites(
    before: HolderRecords,
    seats: Stored<Seats>,
    changed: Stored<Substitution>,
    change: LastChange,
  ): Write[] {
    const { id, position, holder, person, from, to } = changed.value
    const others = seats.value.substitutions.filter((one) => one.id !== id)
    return [
      this.stateWrite(before),
      changedWrite(substitutionEntity, changed, change),
      this.persons.seatsWrite(seats, {
        substitutions: [...others, { id, position, holder, person, from, to }],
      }),
    ]
  }

  /** A changed grant: its record and the holder's new version, however many people use it and however much was delegated
   *  from it. */
  grantWrites(before: HolderRecords, changed: Stored<Grant>, change: LastChange): Write[] {
    return [this.stateWrite(before), changedWrite(grantEntity, changed, change)]
  }

  /** The next version of what became of a holder. It stands first, so that a lost race shows as one, whatever else it
   *  changed. */
  stateWrite({ state, version }: HolderRecords, after: HolderState = state): Write {
    return {
      ...versioned(toItem(holderEntity, after, { version: version + 1 }), version),
      otherwise: lostRace,
    }
  }
}

const changedWrite = <T>(kind: Entity<T>, { value, version }: Stored<T>, change: LastChange): Write =>
  versioned(toItem(kind, value, { version: version + 1, change }), version)

const versioned = (put: ReturnType<typeof toItem>, version: number): Write => ({
  put,
  if: version === 0 ? 'absent' : { version },
})

/** The records after one of them changed or came in. */
const replaced = <T extends { readonly id: string }>(records: readonly Stored<T>[], changed: T): T[] => [
  ...records.map(({ value }) => value).filter(({ id }) => id !== changed.id),
  changed,
]

const codeTaken = (code: string) =>
  new ConflictError({
    en: `There is already an authority ${code}.`,
    ru: `Орган власти ${code} уже существует.`,
  })
