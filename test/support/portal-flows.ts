import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Texts } from '../../web/app/forms/texts/en.ts'
import type { OpenPage } from './browser.ts'
import type { Platform } from './platform.ts'
import { overflows, settled } from './portal-pages.ts'

/** Expects nothing on the page, once all of it is there, to stand in somebody's way. */
export const clear = async ({ page, obstacles }: OpenPage): Promise<void> => {
  await settled(page)
  const at = page.url()
  expect({ at, obstacles: await obstacles() }).toEqual({ at, obstacles: [] })
  expect({ at, overflows: await overflows(page) }).toEqual({ at, overflows: false })
}

/** Waits until the status line says so. */
export const told = (page: Page, text: string): Promise<void> =>
  page.locator('.done').getByText(text).waitFor()

/** Makes something over the API, as the ministry, and gives the answer's body. */
export const made = async (platform: Platform, path: string, body: object): Promise<unknown> => {
  const answer = await platform.api(path, {
    method: 'POST',
    as: 'ministry',
    headers: { 'idempotency-key': crypto.randomUUID() },
    body,
  })
  expect(answer.status, await answer.clone().text()).toBe(201)
  return answer.json()
}

/** A legal act that tests rest something on. */
export const ACT = { kind: 'Order (test)', number: '7', date: '2026-03-01' }

/** Fills in the fields of that act; of several, of the first or the last. */
export const typeAct = async (
  page: Page,
  { act: texts }: Texts,
  which: 'first' | 'last' = 'first',
): Promise<void> => {
  const act = page.getByRole('group', { name: texts.title })[which]()
  await act.getByLabel(new RegExp(`^${texts.kind}`)).fill(ACT.kind)
  await act.getByLabel(texts.number).fill(ACT.number)
  await act.getByLabel(texts.date).fill(ACT.date)
}
