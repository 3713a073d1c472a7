import type { Capability } from '#kernel/access'
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
import { queryAll, type Table, type TableQuery, type Write } from '#kernel/table'
import {
  AUTHORITIES,
  authorityEntity,
  capabilityEntity,
  GRANTS,
  grantEntity,
  holderEntity,
  holderPartition,
  PERSONS,
  POSITIONS,
  personEntity,
  pointerEntity,
  positionEntity,
} from './keys.ts'
import {
  type Authority,
  emptyCapability,
  type Grant,
  type Person,
  POSITIONS_PER_HOLDER,
  type Position,
  withHolder,
} from './model.ts'

/** All that a change at a holder concerns, read strongly consistent by one Query. */
export interface HolderRecords {
  readonly holder: string
  readonly version: number
  readonly positions: readonly Stored<Position>[]
  readonly grants: readonly Stored<Grant>[]
}

/** Records of people, authorities, positions, grants and what follows from them. */
export class GovernanceStore {
  readonly table: Table

  constructor(table: Table) {
    this.table = table
  }

  async #one<T>(kind: Entity<T>, pk: string, sk: string, consistent = true): Promise<Stored<T> | undefined> {
    return fromItem(kind, await this.table.get({ pk, sk }, { consistent }))
  }

  person(id: string): Promise<Stored<Person> | undefined> {
    return this.#one(personEntity, id, 'PERSON')
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

  /** What a natural key leads to: `subject#…`, `authority#…`. */
  async target(key: string): Promise<string | undefined> {
    return (await this.#one(pointerEntity, `KEY#${key}`, 'KEY'))?.value.target
  }

  capability(subject: string): Promise<Stored<Capability> | undefined> {
    return this.#one(capabilityEntity, `CAPABILITY#${subject}`, 'CAPABILITY', false)
  }

  async position(id: string): Promise<Stored<Position> | undefined> {
    return this.#listed(positionEntity, POSITIONS, id)
  }

  async grant(id: string): Promise<Stored<Grant> | undefined> {
    return this.#listed(grantEntity, GRANTS, id)
  }

  /** A record of a holder by its id alone: found by the index, read from the table. */
  async #listed<T>(kind: Entity<T>, list: string, id: string): Promise<Stored<T> | undefined> {
    const { items } = await this.table.query({ index: 'gsi1', pk: list, sk: { from: id, to: id }, limit: 1 })
    const [found] = items
    return found && fromItem(kind, await this.table.get(found, { consistent: true }))
  }

  async holder(holder: string): Promise<HolderRecords> {
    const items = await queryAll(this.table, { pk: holderPartition(holder), consistent: true })
    const of = <T>(kind: Entity<T>) =>
      items.filter((item) => item['entity'] === kind.name).flatMap((item) => fromItem(kind, item) ?? [])
    return {
      holder,
      version: of(holderEntity)[0]?.version ?? 0,
      positions: of(positionEntity),
      grants: of(grantEntity),
    }
  }

  listPersons(limit: number, after: PagePosition | undefined) {
    return this.#page(personEntity, { index: 'gsi1', pk: PERSONS, limit, after })
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

  async #page<T>(kind: Entity<T>, query: TableQuery): Promise<Page<T>> {
    const { items, next } = await this.table.query(query)
    return { items: valuesOf(kind, items), next }
  }

  /** A new person with the account's capability, which is empty unless given. */
  personWrites(
    person: Person,
    change: LastChange,
    capability: Capability = emptyCapability(person),
  ): Write[] {
    return [
      {
        put: toItem(personEntity, person, { version: 1, change }),
        if: 'absent',
        otherwise: () => idTaken(person.id),
      },
      this.#pointer(`subject#${person.subject}`, person.id, () => subjectTaken(person.subject)),
      { put: toItem(capabilityEntity, capability, { version: 1 }), if: 'absent' },
    ]
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

  /** Everything that a changed position or grant entails: the record itself, the holder's new state, and the
   *  capability of every person whom it concerns. Of two changes at one holder at once the second meets a lost race
   *  and starts over by `untilWon`.
   *  @throws ConflictError when the holder would have more positions than a transaction can reach */
  async holderWrites(
    before: HolderRecords,
    changed: { readonly position: Stored<Position> } | { readonly grant: Stored<Grant> },
    change: LastChange,
  ): Promise<Write[]> {
    const { holder, version } = before
    const positions = replaced(before.positions, 'position' in changed ? changed.position : undefined)
    const grants = replaced(before.grants, 'grant' in changed ? changed.grant : undefined)
    if (positions.length > POSITIONS_PER_HOLDER) throw tooManyPositions(holder)
    const concerned = 'position' in changed ? [changed.position.value] : positions
    const persons = [...new Set(concerned.map((position) => position.person))]
    const capabilities = await Promise.all(persons.map((person) => this.#capabilityOf(person)))
    const record: Write =
      'position' in changed
        ? versioned(
            toItem(positionEntity, changed.position.value, { version: changed.position.version + 1, change }),
            changed.position.version,
          )
        : versioned(
            toItem(grantEntity, changed.grant.value, { version: changed.grant.version + 1, change }),
            changed.grant.version,
          )
    return [
      // First, so that a lost race shows as one, whatever else it changed.
      {
        ...versioned(toItem(holderEntity, { holder }, { version: version + 1 }), version),
        otherwise: lostRace,
      },
      record,
      ...capabilities.map(
        (stored): Write => ({
          put: toItem(capabilityEntity, withHolder(stored.value, holder, positions, grants), {
            version: stored.version + 1,
          }),
          if: { version: stored.version },
          otherwise: lostRace,
        }),
      ),
    ]
  }

  async #capabilityOf(person: string): Promise<Stored<Capability>> {
    const subject = (await this.person(person))?.value.subject
    const stored =
      subject === undefined
        ? undefined
        : await this.#one(capabilityEntity, `CAPABILITY#${subject}`, 'CAPABILITY')
    if (stored === undefined) throw new Error(`${person} has a position but no capability`)
    return stored
  }
}

const versioned = (put: ReturnType<typeof toItem>, version: number): Write => ({
  put,
  if: version === 0 ? 'absent' : { version },
})

/** The records after one of them changed or came in. */
const replaced = <T extends { readonly id: string }>(
  records: readonly Stored<T>[],
  changed: Stored<T> | undefined,
): T[] =>
  changed === undefined
    ? records.map(({ value }) => value)
    : [...records.map(({ value }) => value).filter(({ id }) => id !== changed.value.id), changed.value]

const idTaken = (id: string) =>
  new ConflictError({ en: `There is already a record ${id}.`, ru: `Запись ${id} уже существует.` })

const subjectTaken = (subject: string) =>
  new ConflictError({
    en: `The account ${subject} is already known.`,
    ru: `Учётная запись ${subject} уже известна.`,
  })

const codeTaken = (code: string) =>
  new ConflictError({
    en: `There is already an authority ${code}.`,
    ru: `Орган власти ${code} уже существует.`,
  })

const tooManyPositions = (holder: string) =>
  new ConflictError({
    en: `${holder} would have more than ${POSITIONS_PER_HOLDER} positions; give further people positions in a subordinate authority.`,
    ru: `У ${holder} было бы больше ${POSITIONS_PER_HOLDER} должностей; остальным дайте должности в подчинённом органе.`,
  })
