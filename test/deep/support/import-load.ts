import * as z from 'zod'
import { BulkResult } from '#kernel/bulk'
import type { ApiRequest, Platform } from '../../support/platform.ts'

/** One call that was sent; `answer` is there when it was acknowledged. */
export interface Sent {
  readonly path: string
  readonly rows: readonly object[]
  answer?: BulkResult
}

/** One organisation sent under an Idempotency-Key; `id` is there when it was acknowledged. */
export interface SentOnce {
  readonly key: string
  readonly body: object
  id?: string
}

/** What happened to one key of the observations: values in the order in which they were sent. */
export interface SentValue {
  readonly path: string
  readonly values: { readonly value: string; acknowledged: boolean }[]
}

/** All that was sent in one round. */
export interface Round {
  readonly bulk: Sent[]
  readonly once: SentOnce[]
  readonly values: Map<string, SentValue>
  /** Answers that no import should get. */
  readonly faults: string[]
  answers: number
}

export const LANDS = ['DE-BW', 'DE-BY', 'DE-BE', 'DE-HB', 'DE-HH', 'DE-SN']
const ORGANISATIONS = 8
const CATEGORIES = 25

export const bulkOf = async (response: Response): Promise<BulkResult> =>
  BulkResult.parse(await response.json())

/** An organisation that no other round knows. */
const organisation = (name: string, number: number) => ({
  names: { en: `Works ${name}`, ru: `Завод ${name}` },
  kind: 'firm',
  identifiers: [{ scheme: 'AT-FN', value: name }],
  seat: { region: LANDS[number % LANDS.length] ?? 'DE' },
})

/** Imports of every shape side by side, each writer one call after the other, until the connection is gone.
 *  @param answered is told after each answer */
export const importUntilKilled = async (
  platform: Platform,
  number: number,
  answered: (round: Round) => void,
): Promise<Round> => {
  const round: Round = { bulk: [], once: [], values: new Map(), faults: [], answers: 0 }

  /** @returns undefined when the platform is gone */
  const send = async (path: string, request: ApiRequest): Promise<Response | undefined> => {
    let response: Response
    try {
      response = await platform.api(path, { method: 'POST', as: 'analyst', ...request })
      // An answer counts once it is whole.
      await response.clone().arrayBuffer()
    } catch {
      return undefined
    }
    round.answers += 1
    if (!response.ok) round.faults.push(`POST ${path}: ${response.status} ${await response.text()}`)
    answered(round)
    return response.ok ? response : undefined
  }

  const bulk = async (path: string, rowsOf: (call: number) => readonly object[]): Promise<void> => {
    for (let call = 0; ; call += 1) {
      const sent: Sent = { path, rows: rowsOf(call) }
      round.bulk.push(sent)
      const response = await send(path, { body: { rows: sent.rows } })
      if (!response) return
      sent.answer = await bulkOf(response)
    }
  }

  const once = async (): Promise<void> => {
    for (let call = 0; ; call += 1) {
      const name = `${number}-O-${call}`
      const sent: SentOnce = { key: `kill-${name}`, body: organisation(name, call) }
      round.once.push(sent)
      const response = await send('/organisations', {
        body: sent.body,
        headers: { 'idempotency-key': sent.key },
      })
      if (!response) return
      sent.id = z.object({ id: z.string() }).parse(await response.json()).id
    }
  }

  const observations = async (): Promise<void> => {
    // A year of its own for each round: what another one left there would be taken for a loss.
    const period = String(1500 + number)
    for (let call = 0; ; call += 1) {
      const value = String(1_000 * number + call + 1)
      const rows = LANDS.map((region) => ({
        region,
        indicator: 'employment',
        period,
        value,
        level: 'land',
        source: 'Test',
      }))
      const attempts = rows.map(({ region }) => {
        const path = `/observations/region/${region}/employment/_T/${period}`
        const known: SentValue = round.values.get(path) ?? { path, values: [] }
        round.values.set(path, known)
        const attempt = { value, acknowledged: false }
        known.values.push(attempt)
        return attempt
      })
      const response = await send('/observations/import', { body: { rows } })
      if (!response) return
      for (const { row, outcome, reason } of (await bulkOf(response)).rows) {
        const attempt = attempts[row]
        if (attempt && outcome !== 'rejected') attempt.acknowledged = true
        else round.faults.push(`observation ${row}: ${outcome} ${reason}`)
      }
    }
  }

  await Promise.all([
    bulk('/organisations/import', (call) =>
      Array.from({ length: ORGANISATIONS }, (_, row) => organisation(`${number}-B-${call}-${row}`, row)),
    ),
    bulk('/code-lists/categories', (call) =>
      Array.from({ length: CATEGORIES }, (_, row) => {
        const code = `K${number}-${call}-${row}`
        return { code, names: { en: `Category ${code}`, ru: `Категория ${code}` } }
      }),
    ),
    once(),
    observations(),
  ])
  return round
}
