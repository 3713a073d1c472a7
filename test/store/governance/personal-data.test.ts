import { afterAll, beforeAll, expect, it } from 'vitest'
import { personalDataStore } from '#governance/index'
import { DynamoTable } from '#kernel/dynamo/dynamo-table'
import { countUnits, type Units } from '../../support/counted-units.ts'
import { type Dynoxide, startDynoxide } from '../../support/dynoxide.ts'
import { type PersonalTables, specifyPersonalData } from '../../support/personal-data-spec.ts'

let dynoxide: Dynoxide
let tables: PersonalTables
let taken: () => Units

beforeAll(async () => {
  dynoxide = await startDynoxide()
  const table = async () => new DynamoTable(dynoxide.client, await dynoxide.createTable())
  taken = countUnits(dynoxide.client)
  tables = { data: await table(), keys: await table() }
})
afterAll(() => dynoxide?.stop())

specifyPersonalData('on DynamoDB', () => tables)

it('takes two reads of half a unit for each person, and two writes for keeping or erasing one', async () => {
  const store = personalDataStore(tables)
  const people = Array.from({ length: 20 }, (_, n) => `per_capacity${n}`)
  const data = { subject: 'sub', name: 'Анна Muster', email: 'anna@sample.agglomera.invalid' }
  taken()
  await store.keep('per_capacity0', data)
  expect(taken()).toEqual({ reads: 1, writes: 2 })
  await Promise.all(people.slice(1).map((person) => store.keep(person, data)))
  taken()
  await store.of(people.slice(0, 1))
  expect(taken()).toEqual({ reads: 1, writes: 0 })
  await store.of(people)
  expect(taken()).toEqual({ reads: 20, writes: 0 })
  await store.erase('per_capacity0')
  expect(taken()).toEqual({ reads: 0, writes: 2 })
})
