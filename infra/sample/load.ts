import { createHash } from 'node:crypto'
import { createGovernance } from '#governance/index'
import type { BulkResult } from '#kernel/bulk'
import { clientOf } from '#kernel/client'
import { systemClock } from '#kernel/clock'
import { knowledgeContract } from '#knowledge/contract'
import { DocumentContent } from '#knowledge/model'
import { createReference } from '#reference/index'
import { referenceReader } from '#reference/readers'
import { bringIn } from '../commands/import/documents.ts'
import type { KindName } from '../commands/import/kinds.ts'
import { sender } from '../commands/import/send.ts'
import type { PersonaName } from '../local/personas.ts'
import { generateSample } from './generate.ts'
import type { Sample } from './model.ts'
import { type FreshCloud, openTables, operatorCall } from './operator.ts'
import { seed } from './seed.ts'

/** Fills a platform with the sample and computes its figures once. Code lists and powers are written by the operator,
 *  for nobody holds a power yet; everything else goes through the API as the sample accounts send it. Doing it again
 *  changes nothing. @throws Error when a row of the sample is refused */
export const loadSample = async (cloud: FreshCloud, log: (line: string) => void): Promise<void> => {
  const started = performance.now()
  const sample = generateSample()
  await seed(cloud)
  await layFoundations(cloud, sample)
  const send = sendAs(cloud)
  await Promise.all([
    send('ministry', 'indicators', sample.indicators, 100),
    send('ministry', 'organisations', sample.organisations, 250),
  ])
  await send('ministry', 'clusters', sample.clusters, 100, 'national')
  await Promise.all([
    send('ministry', 'memberships', sample.memberships, 250),
    send('analyst', 'observations', sample.observations, 500),
    send('ministry', 'targets', sample.targets, 250),
    publish(cloud, sample),
  ])
  await send('manager', 'observations', sample.submissions, 500)
  await cloud.runJob('aggregate-kpis')
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  log(
    `Sample loaded in ${seconds} s: ${sample.clusters.length} clusters, ${sample.organisations.length} organisations, ${sample.observations.length} observations, all of them invented`,
  )
}

/** Code lists, then persons, authorities, positions and powers. */
const layFoundations = async (cloud: FreshCloud, sample: Sample): Promise<void> => {
  const { table, close } = openTables(cloud)
  const at = systemClock()
  try {
    const referenceTable = table('REFERENCE_TABLE')
    const reference = createReference({ table: referenceTable })
    for (const list of ['regions', 'industries', 'categories'] as const)
      accepted(list, (await reference.importCodes(operatorCall(sample[list], at, { list }))).body)
    const governance = createGovernance({
      table: table('GOVERNANCE_TABLE'),
      reference: referenceReader(referenceTable),
    })
    accepted('persons', (await governance.importPersons(operatorCall(sample.persons, at, undefined))).body)
    const { authorities, positions, grants } = sample
    accepted(
      'authorities',
      (await governance.importAuthorities(operatorCall(authorities, at, undefined))).body,
    )
    accepted('positions', (await governance.importPositions(operatorCall(positions, at, undefined))).body)
    accepted('grants', (await governance.importGrants(operatorCall(grants, at, undefined))).body)
  } finally {
    close()
  }
}

/** Sends rows in calls of so many, two at once where their order does not matter. */
const sendAs =
  (cloud: FreshCloud) =>
  async (
    persona: PersonaName,
    kind: Exclude<KindName, 'documents'>,
    rows: readonly object[],
    atOnce: number,
    address?: string,
  ): Promise<void> => {
    const send = sender(kind, { url: cloud.url, token: () => cloud.tokenFor(persona) })
    const calls: (readonly object[])[] = []
    for (let from = 0; from < rows.length; from += atOnce) calls.push(rows.slice(from, from + atOnce))
    const work = async () => {
      for (let call = calls.shift(); call !== undefined; call = calls.shift())
        accepted(
          kind,
          await send(
            call.map((row) => ({ ...row })),
            address,
          ),
        )
    }
    await Promise.all(address === undefined ? [work(), work()] : [work()])
  }

const publish = async (cloud: FreshCloud, { documents }: Sample): Promise<void> => {
  const knowledge = clientOf(knowledgeContract, { url: cloud.url, token: () => cloud.tokenFor('ministry') })
  await Promise.all(
    documents.map(({ content, fileName, mediaType, bytes }) =>
      bringIn(knowledge, [
        {
          content: DocumentContent.parse(content),
          bytes,
          file: {
            fileName,
            mediaType,
            size: bytes.length,
            sha256: createHash('sha256').update(bytes).digest('hex'),
          },
        },
      ]),
    ),
  )
}

const accepted = (kind: string, { rows }: BulkResult): void => {
  const refused = rows.find(({ outcome }) => outcome === 'rejected')
  if (refused !== undefined)
    throw new Error(`The sample's ${kind} do not fit: row ${refused.row}: ${refused.reason}`)
}
