import { createHash } from 'node:crypto'
import { EVERYWHERE } from '#kernel/access'
import type { LastChange } from '#kernel/entity'
import { ConflictError } from '#kernel/errors'
import type { Table } from '#kernel/table'
import {
  type Authority,
  AuthorityId,
  type Grant,
  GrantId,
  type PersonalData,
  PersonId,
  type Position,
  PositionId,
} from './model.ts'
import type { PersonalDataStore } from './personal-data/personal-data-store.ts'
import { GovernanceStore } from './store.ts'

/** The place of the record that says that the first power was given: it can be given once. */
const FIRST = { pk: 'FIRST-GRANT', sk: 'FIRST-GRANT' }

/** The one thing of its kind that the founding makes; the same on every platform, so that what one exports another
 *  takes in. */
const FOUNDING = '00000000000000000000000001'

/** 125 bits of a digest in the alphabet of ids. */
const digestOf = (text: string): string =>
  `0${[...createHash('sha256').update(text).digest().subarray(0, 25)]
    .map((byte) => '0123456789ABCDEFGHJKMNPQRSTVWXYZ'[byte % 32])
    .join('')}`

/** Gives `power.grant` over everything to the first account of an empty platform: its person, a founding authority
 *  with the position of admin in it, and the grant. Everything else is then given by that person, to others.
 *  @throws ConflictError when somebody holds it, or held it, already */
export const grantFirst = async (
  ports: { readonly table: Table; readonly personal: PersonalDataStore },
  account: PersonalData,
  at: Date,
): Promise<Authority> => {
  const { table, personal } = ports
  const store = new GovernanceStore(table)
  const from = at.toISOString().slice(0, 10)
  const change: LastChange = {
    actor: 'operator',
    action: 'grant-first',
    requestId: 'grant-first',
    at: at.toISOString(),
  }
  const person = PersonId.parse(`per_${digestOf(account.subject)}`)
  const authority: Authority = {
    id: AuthorityId.parse(`aut_${FOUNDING}`),
    code: 'founding',
    names: { en: 'Founding authority', ru: 'Учредитель платформы' },
    level: 'national',
    parent: null,
    territory: [EVERYWHERE],
  }
  const position: Position = {
    id: PositionId.parse(`pos_${FOUNDING}`),
    person,
    holder: authority.id,
    role: 'admin',
    from,
    to: null,
  }
  const grant: Grant = {
    id: GrantId.parse(`gra_${FOUNDING}`),
    holder: authority.id,
    power: 'power.grant',
    territory: [EVERYWHERE],
    from,
    to: null,
    basis: 'Set-up of the platform by its operator',
    act: null,
    delegable: false,
    grantedBy: 'operator',
  }

  const given = await store.listMatrix('power.grant', 1, undefined)
  if (given.items.length > 0) throw alreadyGiven()
  // Nothing can be tried again after the transaction, and before it this is the same however often.
  await personal.keep(person, account)
  // One transaction: given wholly or, for who tries again, not at all.
  await table.write([
    {
      put: { ...FIRST, entity: 'first-grant', schemaVersion: 1, person, at: change.at },
      if: 'absent',
      otherwise: alreadyGiven,
    },
    ...store.persons.writes(person, await store.persons.newAccount(account.subject), change, {
      positions: [{ holder: authority.id, role: position.role, from, to: null }],
    }),
    ...store.authorityWrites(authority, change),
    ...store.firstHolderWrites(authority.id, position, grant, change),
  ])
  return authority
}

const alreadyGiven = () =>
  new ConflictError({
    en: 'The first power was given before; whoever holds power.grant gives the next.',
    ru: 'Первое полномочие уже предоставлено; следующие даёт тот, у кого есть power.grant.',
  })
