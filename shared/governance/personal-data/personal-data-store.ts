import { fromItem, toItem, valuesAt } from '#kernel/entity'
import { loggable, logger } from '#kernel/logger'
import type { Table } from '#kernel/table'
import { personalDataEntity, personKeyEntity } from '../keys/personal-data.ts'
import { PersonalData } from '../model/person.ts'
import { newKey, seal, unseal } from './sealing.ts'

/** Where all personal data lie, and nothing else: four promises, so that a deployment can keep them in another place
 *  than the rest. It shares no transaction with other stores; each call can be repeated. */
export interface PersonalDataStore {
  /** Keeps what is known of a person. What is kept already stays, and of an erased person nothing is kept. */
  keep(person: string, data: PersonalData): Promise<void>
  /** Puts what is known of a person in the place of what was. Of an erased person, and of one of whom nothing was kept,
   *  nothing is kept. */
  replace(person: string, data: PersonalData): Promise<void>
  /** What is known of these people, by id; those of whom nothing can be read are left out. */
  of(people: readonly string[]): Promise<ReadonlyMap<string, PersonalData>>
  /** Makes what is known of a person unreadable everywhere, backups included, for good. */
  erase(person: string): Promise<void>
}

/** Somebody else was faster to write the same. */
class AlreadyThere extends Error {
  override readonly name = 'AlreadyThere'
}

/** Seals each person's data with a key of their own. Data and keys lie in two tables: that of the keys has no backups,
 *  so that a destroyed key is nowhere, and what backups of the other table hold is noise without it. */
export class SealedPersonalDataStore implements PersonalDataStore {
  readonly #data: Table
  readonly #keys: Table

  constructor(tables: { readonly data: Table; readonly keys: Table }) {
    this.#data = tables.data
    this.#keys = tables.keys
  }

  async keep(person: string, data: PersonalData): Promise<void> {
    const known = await this.#keyOf(person)
    const key = known ?? (await this.#makeKey(person))
    if (key === 'destroyed') return
    const put = sealedItem(person, data, key)
    // Whatever lies there without a key is lost.
    if (known === undefined) await this.#data.write([{ put }])
    else await once(this.#data, put)
  }

  async replace(person: string, data: PersonalData): Promise<void> {
    const key = await this.#keyOf(person)
    // Erased between this and the next line, what is written is noise: its key is gone.
    if (key !== undefined && key !== 'destroyed')
      await this.#data.write([{ put: sealedItem(person, data, key) }])
  }

  async of(people: readonly string[]): Promise<ReadonlyMap<string, PersonalData>> {
    const [sealed, keys] = await Promise.all([
      valuesAt(
        this.#data,
        personalDataEntity,
        people.map((person) => ({ pk: person, sk: 'DATA' })),
      ),
      valuesAt(
        this.#keys,
        personKeyEntity,
        people.map((person) => ({ pk: person, sk: 'KEY' })),
      ),
    ])
    const keyOf = new Map(keys.flatMap((one) => ('key' in one ? [[one.person, one.key] as const] : [])))
    const known = new Map<string, PersonalData>()
    for (const { person, sealed: text } of sealed) {
      const data = unsealed(text, keyOf.get(person), person)
      if (data !== undefined) known.set(person, data)
    }
    return known
  }

  async erase(person: string): Promise<void> {
    await this.#keys.write([{ put: toItem(personKeyEntity, { person, destroyed: true }) }])
    await this.#data.write([{ delete: { pk: person, sk: 'DATA' } }])
  }

  async #keyOf(person: string): Promise<string | undefined> {
    const item = await this.#keys.get({ pk: person, sk: 'KEY' }, { consistent: true })
    const stored = fromItem(personKeyEntity, item)?.value
    return stored && ('key' in stored ? stored.key : 'destroyed')
  }

  async #makeKey(person: string): Promise<string> {
    const key = newKey()
    if (await once(this.#keys, toItem(personKeyEntity, { person, key }))) return key
    const winner = await this.#keyOf(person)
    if (winner === undefined) throw new Error(`the key of ${person} was there and is not`)
    return winner
  }
}

const sealedItem = (person: string, data: PersonalData, key: string) =>
  toItem(personalDataEntity, { person, sealed: seal(JSON.stringify(data), key, person) })

/** Writes a record where none is. @returns whether it was this one */
const once = async (table: Table, put: ReturnType<typeof toItem>): Promise<boolean> => {
  try {
    await table.write([{ put, if: 'absent', otherwise: () => new AlreadyThere() }])
    return true
  } catch (error) {
    if (error instanceof AlreadyThere) return false
    throw error
  }
}

/** One unreadable record is no reason to show none. */
const unsealed = (text: string, key: string | undefined, person: string): PersonalData | undefined => {
  if (key === undefined) return undefined
  try {
    return PersonalData.parse(JSON.parse(unseal(text, key, person)))
  } catch (error) {
    logger.error('personal data unreadable', { person, error: loggable(error) })
    return undefined
  }
}
