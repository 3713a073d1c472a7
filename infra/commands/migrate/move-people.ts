import { type DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod'
import { personalDataStore } from '#governance/index'
import { personEntity, seatsEntity } from '#governance/keys'
import { PersonalData, PersonId, Seats } from '#governance/model'
import { PersonStore } from '#governance/person-store'
import { DynamoTable } from '#kernel/dynamo/dynamo-table'
import { toItem } from '#kernel/entity'
import type { Item, Table } from '#kernel/table'

/** A person as governance kept one until version 2 of the shape. */
const OldPerson = z.object({
  version: z.int(),
  lastChange: z.unknown(),
  data: PersonalData.extend({ id: PersonId }),
})

/** What an account's powers follow from, under the account's id at the sign-in service. */
const OldSeats = z.object({ version: z.int(), data: Seats.omit({ account: true }) })

/** Moves name, address and subject of every person out of governance's table into the store of personal data, and names
 *  accounts by a keyed hash. It can be broken off and run again: a person is moved wholly or stands as before, and what
 *  is there already is not written again. Reads the whole table: it is a command for operators, no route.
 *  @returns how many people were moved */
export const movePeople = async (
  documents: DynamoDBDocumentClient,
  names: { readonly governance: string; readonly personal: string; readonly keys: string },
): Promise<number> => {
  const table = new DynamoTable(documents, names.governance)
  const data = new DynamoTable(documents, names.personal)
  const ports = {
    table,
    persons: new PersonStore(table),
    personal: personalDataStore({ data, keys: new DynamoTable(documents, names.keys) }),
  }
  let moved = 0
  let start: Record<string, unknown> | undefined
  do {
    const page = await documents.send(
      new ScanCommand({
        TableName: names.governance,
        ConsistentRead: true,
        ...(start && { ExclusiveStartKey: start }),
      }),
    )
    for (const raw of page.Items ?? []) {
      if (raw['entity'] !== personEntity.name || raw['schemaVersion'] !== 1) continue
      await move(ports, raw)
      moved++
    }
    start = page.LastEvaluatedKey
  } while (start !== undefined)
  return moved
}

const move = async (
  {
    table,
    persons,
    personal,
  }: { table: Table; persons: PersonStore; personal: ReturnType<typeof personalDataStore> },
  raw: unknown,
): Promise<void> => {
  const { version, lastChange, data } = OldPerson.parse(raw)
  const { id, ...known } = data
  const oldPlace = { pk: `CAPABILITY#${known.subject}`, sk: 'CAPABILITY' }
  const seats = OldSeats.parse(withSubstitutions(await table.get(oldPlace, { consistent: true })))
  const account = await persons.newAccount(known.subject)
  await personal.keep(id, known)
  await table.write([
    { put: { ...toItem(personEntity, { id, account }, { version }), lastChange }, if: { version } },
    { put: toItem(seatsEntity, { ...seats.data, account }, { version: seats.version }), if: 'absent' },
    { delete: oldPlace, if: { version: seats.version } },
    { delete: { pk: `KEY#subject#${known.subject}`, sk: 'KEY' } },
  ])
}

/** Until version 3 nobody acted in the position of another. */
const withSubstitutions = (item: Item | undefined): unknown =>
  item && { ...item, data: { substitutions: [], ...Object(item['data']) } }
