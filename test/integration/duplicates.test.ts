import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import * as z from 'zod'
import { Problem } from '#kernel/http/problem'
import type { PersonaName } from '../../infra/local/personas.ts'
import { suitePlatform } from '../support/platform.ts'

const platform = suitePlatform()
const Made = z.looseObject({ id: z.string() })

const post = (as: PersonaName, path: string, body: object, version = 0) =>
  platform.api(path, { method: 'POST', as, body, headers: { 'if-match': `"${version}"` } })

it('shows who is probably there, takes whoever is another one, and merges who was recorded twice', async () => {
  const word = randomUUID().replaceAll(/[^a-z]/g, 'q')
  const firm = (name: string, over: object = {}) => ({
    names: { en: name },
    kind: 'firm',
    noIdentifierReason: 'new',
    seat: { region: 'DE-BY' },
    ...over,
  })
  const first = Made.parse(await (await post('ministry', '/organisations', firm(`${word} GmbH`))).json())
  const refused = await post('ministry', '/organisations', firm(`${word.toUpperCase()} Group`))
  const again = await post('ministry', '/organisations', firm(word.toUpperCase()))
  expect([refused.status, again.status]).toEqual([409, 409])
  const problem = Problem.parse(await again.json())
  expect(problem.duplicates?.map(({ id }) => id)).toEqual([first.id])

  const acknowledgedDuplicates = [first.id]
  const second = Made.parse(
    await (await post('ministry', '/organisations', firm(word, { acknowledgedDuplicates }))).json(),
  )
  const decision = { into: first.id, reason: 'Recorded twice', act: { kind: 'Order' } }
  const merger = `/organisations/${second.id}/merger`
  expect((await post('participant', merger, decision, 1)).status).toBe(403)
  const merged = await post('ministry', merger, decision, 1)
  expect(merged.status, await merged.clone().text()).toBe(200)
  // Clients follow: who asks for the one reads the other.
  const read = Made.parse(await (await platform.api(`/organisations/${second.id}`)).json())
  expect(read).toMatchObject({ id: first.id, mergedFrom: [second.id] })
})
