import * as z from 'zod'
import { ObservationView } from '#monitoring/model'
import { OrganisationSummary } from '#registry/model'
import type { Platform } from '../../support/platform.ts'
import { bulkOf, type Round, type Sent, type SentOnce, type SentValue } from './import-load.ts'

/** Looks for what a round was told and what is there no more, or in part only. Unacknowledged calls are repeated, as
 *  every sender does: a repeat that is refused has met something half written.
 *  @param since an instant before the round
 *  @returns one sentence for each finding */
export const lossesOf = async (platform: Platform, round: Round, since: string): Promise<string[]> => {
  const findings: string[] = []
  for (const sent of round.values.values()) findings.push(...(await lostValue(platform, sent)))
  const organisations = new Set<string>()
  for (const sent of round.bulk) findings.push(...(await lostRows(platform, sent, organisations)))
  for (const sent of round.once) findings.push(...(await lostReply(platform, sent, organisations)))
  const listed = await listedSince(platform, since)
  for (const id of organisations) if (!listed.has(id)) findings.push(`organisation ${id} is in no list`)
  return findings
}

const lostValue = async (platform: Platform, { path, values }: SentValue): Promise<string[]> => {
  const last = values.findLastIndex(({ acknowledged }) => acknowledged)
  const response = await platform.api(path, { as: 'analyst' })
  if (response.status === 404) {
    await response.arrayBuffer()
    return last < 0 ? [] : [`${path} is gone`]
  }
  const { value } = ObservationView.parse(await response.json())
  // An unacknowledged value may have been written too, an older than the last acknowledged one must not be there.
  return values.slice(Math.max(last, 0)).some((sent) => sent.value === value)
    ? []
    : [`${path} is ${value}, acknowledged was ${values[last]?.value}`]
}

const lostRows = async (platform: Platform, sent: Sent, organisations: Set<string>): Promise<string[]> => {
  const { path, rows, answer } = sent
  const response = await platform.api(path, { method: 'POST', as: 'analyst', body: { rows } })
  if (!response.ok) return [`${path} repeated: ${response.status} ${await response.text()}`]
  const repeated = await bulkOf(response)
  return repeated.rows.flatMap(({ row, outcome, id, reason }) => {
    if (path === '/organisations/import' && id !== undefined) organisations.add(id)
    const first = answer?.rows[row]
    if (first === undefined)
      return outcome === 'unchanged' || outcome === 'created'
        ? []
        : [`${path} row ${row} repeated: ${outcome} ${reason}`]
    return first.outcome === 'created' && outcome === 'unchanged' && id === first.id
      ? []
      : [`${path} row ${row} was ${first.outcome} as ${first.id}, then ${outcome} as ${id} ${reason ?? ''}`]
  })
}

const lostReply = async (
  platform: Platform,
  { key, body, id }: SentOnce,
  organisations: Set<string>,
): Promise<string[]> => {
  const response = await platform.api('/organisations', {
    method: 'POST',
    as: 'analyst',
    body,
    headers: { 'idempotency-key': key },
  })
  if (response.status !== 201) return [`${key} repeated: ${response.status} ${await response.text()}`]
  const again = z.object({ id: z.string() }).parse(await response.json()).id
  organisations.add(again)
  return id === undefined || id === again ? [] : [`${key} was ${id}, then ${again}`]
}

const Page = z.object({ items: z.array(OrganisationSummary), next: z.string().nullable() })

const listedSince = async (platform: Platform, since: string): Promise<ReadonlySet<string>> => {
  const listed = new Set<string>()
  const first = `/organisations?sort=date&updatedSince=${encodeURIComponent(since)}&limit=200`
  for (let cursor: string | null = ''; cursor !== null; ) {
    const response = await platform.api(
      cursor === '' ? first : `${first}&cursor=${encodeURIComponent(cursor)}`,
    )
    const page = Page.parse(await response.json())
    for (const { id } of page.items) listed.add(id)
    cursor = page.next
  }
  return listed
}
