import type { Capability } from '#kernel/access'
import type { KeyCredential } from '#kernel/api-key'
import type { Page, Position } from '#kernel/call'
import { fromItem, type LastChange, type Stored, toItem, valuesOf } from '#kernel/entity'
import { ConflictError, ForbiddenError, NotFoundError } from '#kernel/errors'
import type { Freshness, Table, Write } from '#kernel/table'
import { fullBookOf } from '../books.ts'
import { API_KEYS, apiKeyEntity, keyCredentialEntity } from '../keys/api-keys.ts'
import { holderPartition } from '../keys/holders.ts'
import { type ApiKey, credentialOf, KEYS_PER_PERSON, keyCapabilityFrom } from '../model/api-key.ts'
import { PersonStore } from '../person-store.ts'

/** Records of API keys and what authentication reads of them. */
export class ApiKeyStore {
  readonly table: Table

  constructor(table: Table) {
    this.table = table
  }

  /** Whose a key is, by the id within its token. */
  async credential(id: string): Promise<KeyCredential | undefined> {
    const { pk, sk } = { pk: `CREDENTIAL#${id}`, sk: 'CREDENTIAL' }
    return fromItem(keyCredentialEntity, await this.table.get({ pk, sk }))?.value
  }

  /** What a key may do by its holder's grants as they stand. */
  async capability(credential: KeyCredential): Promise<Capability> {
    const { holder } = credential.scope
    return keyCapabilityFrom(credential, await fullBookOf(this.table, [holder]))
  }

  /** A key by its id, as it is now unless it is only shown. @throws NotFoundError */
  async get(id: string, { consistent }: Freshness = { consistent: true }): Promise<Stored<ApiKey>> {
    const { items } = await this.table.query({
      index: 'gsi1',
      pk: API_KEYS,
      sk: { from: id, to: id },
      limit: 1,
    })
    const [found] = items
    const item = found && consistent ? await this.table.get(found, { consistent }) : found
    const stored = fromItem(apiKeyEntity, item)
    if (stored === undefined)
      throw new NotFoundError({ en: 'There is no such API key.', ru: 'Такого ключа API нет.' })
    return stored
  }

  /** Keys of one holder or of all, in the order in which they came. */
  async list(holder: string | undefined, limit: number, after: Position | undefined): Promise<Page<ApiKey>> {
    const { items, next } = await this.table.query(
      holder === undefined
        ? { index: 'gsi1', pk: API_KEYS, limit, after }
        : { pk: holderPartition(holder), sk: { beginsWith: 'API-KEY#' }, limit, after },
    )
    return { items: valuesOf(apiKeyEntity, items), next }
  }

  /** A new or changed key with what authentication reads of it, which the key's version keeps in order.
   *  @param version the key's version before; 0 for a new one */
  keyWrites(key: ApiKey, version: number, change: LastChange): Write[] {
    return [
      {
        put: toItem(apiKeyEntity, key, { version: version + 1, change }),
        if: version === 0 ? 'absent' : { version },
      },
      { put: toItem(keyCredentialEntity, credentialOf(key)) },
    ]
  }

  /** Writes into the record of a person's account that they know the secret of a key, so that four eyes take both for one.
   *  @throws ConflictError when they know too many @throws ForbiddenError when they were erased just now */
  async shownWrites({ subject: account }: Capability, key: string): Promise<Write[]> {
    const persons = new PersonStore(this.table)
    const stored = await persons.seats(account, true)
    if (stored === undefined) throw nobody()
    const known = stored.value.alsoKnownAs ?? []
    if (known.includes(key)) return []
    if (known.length >= KEYS_PER_PERSON) throw tooManyShown()
    return [persons.seatsWrite(stored, { alsoKnownAs: [...known, key] })]
  }
}

const nobody = () =>
  new ForbiddenError({
    en: 'Your account leads to no person any more.',
    ru: 'Ваша учётная запись больше не связана ни с каким лицом.',
  })

const tooManyShown = () =>
  new ConflictError({
    en: `You were shown the secrets of ${KEYS_PER_PERSON} API keys; let somebody else make or rotate further ones.`,
    ru: `Вам показаны секреты ${KEYS_PER_PERSON} ключей API; следующие пусть создаёт или обновляет другое лицо.`,
  })
