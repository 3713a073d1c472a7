import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod'
import { OrganisationRecord } from '#registry/model'
import { readRuntime } from '../../../infra/local/main/runtime.ts'

const Stored = z.object({
  pk: z.string(),
  sk: z.string(),
  entity: z.string().optional(),
  data: z.unknown().optional(),
})
const Version = z.object({ version: z.int() })
const Listing = z.object({ place: z.string(), summary: z.object({ id: z.string() }) })
const Guard = z.object({ scheme: z.string(), value: z.string(), organisation: z.string() })
const Statement = z.object({ subject: z.string(), version: z.int() })

/** Reads the whole registry past the platform and looks for organisations of which something is missing, and for
 *  parts without an organisation.
 *  @returns one sentence for each finding */
export const halfWritten = async (dataDir: string): Promise<string[]> => {
  const organisations = new Map<string, { readonly record: OrganisationRecord; readonly version: number }>()
  const listings = new Set<string>()
  const guards = new Map<string, string>()
  const versions = new Map<string, Set<number>>()
  for await (const item of scan(dataDir)) {
    const { entity, data } = Stored.parse(item)
    if (entity === 'organisation') {
      const record = OrganisationRecord.parse(data)
      organisations.set(record.id, { record, version: Version.parse(item).version })
    } else if (entity === 'organisation-listing') {
      const { place, summary } = Listing.parse(data)
      listings.add(`${summary.id} ${place}`)
    } else if (entity === 'identifier') {
      const { scheme, value, organisation } = Guard.parse(data)
      guards.set(`${scheme} ${value}`, organisation)
    } else if (entity === 'assertion') {
      const { subject, version } = Statement.parse(data)
      versions.set(subject, (versions.get(subject) ?? new Set()).add(version))
    }
  }
  if (organisations.size === 0) return ['there are no organisations']

  const findings: string[] = []
  const expected = new Set<string>()
  for (const [id, { record, version }] of organisations) {
    for (const place of ['all', ...record.seatPath.slice(1).map((code) => `region#${code}`)])
      expected.add(`${id} ${place}`)
    for (const { scheme, value } of record.fields.identifiers)
      if (guards.get(`${scheme} ${value}`) !== id) findings.push(`${id} has not taken ${scheme} ${value}`)
    if (versions.get(`ORGANISATION#${id}`)?.size !== version)
      findings.push(`${id} has version ${version} and not one statement for each version`)
  }
  for (const listing of expected) if (!listings.has(listing)) findings.push(`no listing ${listing}`)
  for (const listing of listings)
    if (!expected.has(listing)) findings.push(`a listing of nothing: ${listing}`)
  for (const [identifier, id] of guards)
    if (!organisations.has(id)) findings.push(`${identifier} is taken by nothing: ${id}`)
  return findings
}

async function* scan(dataDir: string) {
  const { endpoints, operator, tables } = readRuntime(dataDir)
  const { region, accessKeyId, secretAccessKey } = operator
  const client = new DynamoDBClient({
    endpoint: endpoints.dynamodb,
    region,
    credentials: { accessKeyId, secretAccessKey },
  })
  try {
    const documents = DynamoDBDocumentClient.from(client)
    const pages = paginateScan(
      { client: documents },
      { TableName: tables['REGISTRY_TABLE'], ConsistentRead: true },
    )
    for await (const { Items = [] } of pages) yield* Items
  } finally {
    client.destroy()
  }
}
