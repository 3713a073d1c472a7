import type { Page, Position as PagePosition } from '#kernel/call'
import { keyedHash } from '#kernel/digest'
import { fromItem, type LastChange, type Stored, toItem, valuesOf } from '#kernel/entity'
import { ConflictError } from '#kernel/errors'
import { lostRace } from '#kernel/lost-race'
import { existingSecretOf, secretOf } from '#kernel/secret'
import type { Table, Write } from '#kernel/table'
import { capabilityKey, PERSONS, personEntity, seatsEntity } from './keys.ts'
import type { Erasure, PersonId, PersonRecord, Seats } from './model.ts'

/** People by their random ids, and what their accounts' powers follow from. Who they are stands elsewhere. */
export class PersonStore {
  readonly #table: Table
  readonly #existingSecret: () => Promise<string | undefined>
  readonly #secret: () => Promise<string>

  constructor(table: Table) {
    this.#table = table
    this.#existingSecret = existingSecretOf(table, 'account')
    this.#secret = secretOf(table, 'account')
  }

  /** How records name the account of a subject; undefined while no account at all is known. */
  async account(subject: string): Promise<string | undefined> {
    const secret = await this.#existingSecret()
    return secret === undefined ? undefined : keyedHash(secret, subject)
  }

  /** The same for an account that is about to be made known. */
  async newAccount(subject: string): Promise<string> {
    return keyedHash(await this.#secret(), subject)
  }

  async get(id: string): Promise<Stored<PersonRecord> | undefined> {
    const item = await this.#table.get({ pk: id, sk: 'PERSON' }, { consistent: true })
    return fromItem(personEntity, item)
  }

  async list(limit: number, after: PagePosition | undefined): Promise<Page<PersonRecord>> {
    const { items, next } = await this.#table.query({ index: 'gsi1', pk: PERSONS, limit, after })
    return { items: valuesOf(personEntity, items), next }
  }

  /** Whose account has this subject. */
  async personOf(subject: string): Promise<string | undefined> {
    const account = await this.account(subject)
    return account === undefined ? undefined : (await this.seats(account, true))?.value.person
  }

  /** What an account's powers follow from; those are made of it by `capabilityOf`. */
  async seats(account: string, consistent = false): Promise<Stored<Seats> | undefined> {
    return fromItem(seatsEntity, await this.#table.get(capabilityKey(account), { consistent }))
  }

  /** The seats of the account of a person who was just read, before they change. */
  async seatsOf({ account }: Extract<PersonRecord, { account: string }>): Promise<Stored<Seats>> {
    const stored = await this.seats(account, true)
    // An erasure was faster than who has just read the person: they read again.
    if (stored === undefined) throw lostRace()
    return stored
  }

  /** A new person with the record from which the account's powers follow; none, unless given. */
  writes(id: PersonId, account: string, change: LastChange, seats: Partial<Seats> = {}): Write[] {
    const empty: Seats = { account, person: id, positions: [], substitutions: [] }
    return [
      {
        put: toItem(personEntity, { id, account }, { version: 1, change }),
        if: 'absent',
        otherwise: () => idTaken(id),
      },
      {
        put: toItem(seatsEntity, { ...empty, ...seats }, { version: 1 }),
        if: 'absent',
        otherwise: accountTaken,
      },
    ]
  }

  /** That what is known of a person was corrected: who did so and when. What it is stands elsewhere. */
  correctionWrite({ value, version }: Stored<PersonRecord>, change: LastChange): Write {
    return { put: toItem(personEntity, value, { version: version + 1, change }), if: { version } }
  }

  seatsWrite({ value, version }: Stored<Seats>, changes: Partial<Seats>): Write {
    const put = toItem(seatsEntity, { ...value, ...changes }, { version: version + 1 })
    return { put, if: { version }, otherwise: lostRace }
  }

  /** That a person was erased: what is left is the random id, and the account leads nowhere any more. */
  erasureWrites(
    { value: { id }, version }: Stored<PersonRecord>,
    seats: Stored<Seats>,
    erased: Erasure,
    change: LastChange,
  ): Write[] {
    return [
      {
        put: toItem(personEntity, { id, erased }, { version: version + 1, change }),
        if: { version },
        otherwise: lostRace,
      },
      { delete: capabilityKey(seats.value.account), if: { version: seats.version }, otherwise: lostRace },
    ]
  }
}

export const idTaken = (id: string) =>
  new ConflictError({ en: `There is already a record ${id}.`, ru: `Запись ${id} уже существует.` })

const accountTaken = () =>
  new ConflictError({
    en: 'The account with this subject is already known.',
    ru: 'Учётная запись с этим subject уже известна.',
  })
