import { PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { capabilityOf } from '#governance/capability-of'
import { personalDataStore } from '#governance/index'
import { GovernanceStore } from '#governance/store'
import { DynamoTable } from '#kernel/dynamo/dynamo-table'
import { movePeople } from '../../../infra/commands/migrate/move-people.ts'
import { migrateTable, SHAPES } from '../../../infra/commands/migrate.ts'
import { type Dynoxide, startDynoxide } from '../../support/dynoxide.ts'

// Records as releases wrote them that kept people in governance's own table.

const ANNA = { subject: 'sub-anna', name: 'Анна Muster', email: 'anna@sample.agglomera.invalid' }
const BORIS = { subject: 'sub-boris', name: 'Boris', email: 'boris@sample.agglomera.invalid' }
const ANNA_ID = 'per_01JD3Z5V9QK8M2N4P6R8S0T2V4'
const BORIS_ID = 'per_01JD3Z5V9QK8M2N4P6R8S0T2V5'
const SEAT = { holder: 'aut_01JD3Z5V9QK8M2N4P6R8S0T2V4', role: 'editor', from: '2026-01-01', to: null }
const CHANGE = {
  actor: 'operator',
  action: 'create-person',
  requestId: 'request',
  at: '2026-01-01T00:00:00.000Z',
}

let dynoxide: Dynoxide
let names: { governance: string; personal: string; keys: string }

const put = (Item: object) =>
  dynoxide.client.send(new PutCommand({ TableName: names.governance, Item: { ...Item } }))

const person = async (id: string, { subject, ...rest }: typeof ANNA, seats: object, seatsShape: number) => {
  const data = { subject, ...rest, id }
  await put({
    pk: id,
    sk: 'PERSON',
    gsi1pk: 'LIST#person',
    gsi1sk: id,
    entity: 'person',
    schemaVersion: 1,
    version: 1,
    lastChange: CHANGE,
    data,
  })
  await put({
    pk: `KEY#subject#${subject}`,
    sk: 'KEY',
    entity: 'pointer',
    schemaVersion: 1,
    data: { key: `subject#${subject}`, target: id },
  })
  await put({
    pk: `CAPABILITY#${subject}`,
    sk: 'CAPABILITY',
    entity: 'capability',
    schemaVersion: seatsShape,
    version: 3,
    data: { subject, person: id, ...seats },
  })
}

beforeAll(async () => {
  dynoxide = await startDynoxide()
  const [governance, personal, keys] = [
    await dynoxide.createTable(),
    await dynoxide.createTable(),
    await dynoxide.createTable(),
  ]
  names = { governance, personal, keys }
  await person(ANNA_ID, ANNA, { positions: [SEAT], substitutions: [], alsoKnownAs: ['key_1'] }, 4)
  await person(BORIS_ID, BORIS, { positions: [] }, 2)
})
afterAll(() => dynoxide?.stop())

it('people move out of governance’s table wholly, once, and keep their ids, positions and accounts', async () => {
  expect(await movePeople(dynoxide.client, names)).toBe(2)
  const { Items = [] } = await dynoxide.client.send(new ScanCommand({ TableName: names.governance }))
  const text = JSON.stringify(Items)
  for (const value of [...Object.values(ANNA), ...Object.values(BORIS)]) expect(text).not.toContain(value)
  expect(Items.map(({ entity }) => entity).sort()).toEqual([
    'capability',
    'capability',
    'person',
    'person',
    'secret',
  ])
  expect(Items.find(({ pk }) => pk === ANNA_ID)).toMatchObject({
    schemaVersion: 2,
    version: 1,
    lastChange: CHANGE,
    gsi1sk: ANNA_ID,
  })

  const table = (name: string) => new DynamoTable(dynoxide.client, name)
  const personal = personalDataStore({ data: table(names.personal), keys: table(names.keys) })
  expect(await personal.of([ANNA_ID, BORIS_ID])).toEqual(
    new Map([
      [ANNA_ID, ANNA],
      [BORIS_ID, BORIS],
    ]),
  )
  const store = new GovernanceStore(table(names.governance))
  expect(await capabilityOf(store, 'sub-anna')).toMatchObject({
    person: ANNA_ID,
    positions: [SEAT],
    alsoKnownAs: ['key_1'],
  })
  expect(await store.persons.personOf('sub-boris')).toBe(BORIS_ID)

  expect(await movePeople(dynoxide.client, names)).toBe(0)
  expect(await migrateTable(dynoxide.client, names.governance, SHAPES.governance)).toMatchObject({
    rewritten: 0,
  })
})
