import { afterAll, beforeAll } from 'vitest'
import { DynamoTable } from '#kernel/dynamo/dynamo-table'
import { type Dynoxide, startDynoxide } from '../../support/dynoxide.ts'
import { type PersonalTables, specifyPersonalData } from '../../support/personal-data-spec.ts'

let dynoxide: Dynoxide
let tables: PersonalTables

beforeAll(async () => {
  dynoxide = await startDynoxide()
  const table = async () => new DynamoTable(dynoxide.client, await dynoxide.createTable())
  tables = { data: await table(), keys: await table() }
})
afterAll(() => dynoxide?.stop())

specifyPersonalData('on DynamoDB', () => tables)
