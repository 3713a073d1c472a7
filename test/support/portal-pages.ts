import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import * as z from 'zod'

/** Waits until the documentation lists every operation. Swagger UI 5.33 and later would list only those in view, where
 *  neither the browser's search nor a screen reader finds the others (swagger-api/swagger-ui#11056). */
export const operationsListed = async (page: Page): Promise<void> => {
  const every = `fetch('/api/v1/openapi.json').then((answer) => answer.json()).then(({ paths }) =>
    Object.values(paths).reduce((count, methods) => count + Object.keys(methods).length, 0))`
  const count = z.number().parse(await page.evaluate(every))
  await page
    .locator('.opblock')
    .nth(count - 1)
    .waitFor()
}

/** A control by how its label begins; behind it stands whether the value is required. */
export const field = (page: Page, label: string): Locator =>
  page.getByLabel(new RegExp(`^${label.replaceAll(/[()?.*]/g, '.')}`)).first()

/** Waits until nothing of the page is on its way any more. */
export const settled = async (page: Page): Promise<void> => {
  await expect.poll(() => page.locator('.waiting').count()).toBe(0)
}

/** Shows the ways to all pages, which are folded away on narrow screens. */
export const unfoldPages = async (page: Page): Promise<void> => {
  const folded = page.locator('.pages summary')
  if (await folded.isVisible()) await folded.click()
}

/** Whether the page can be scrolled sideways: nobody should have to. */
export const overflows = async (page: Page): Promise<boolean> =>
  z.boolean().parse(await page.evaluate('document.documentElement.scrollWidth > innerWidth'))

/** Marks the controls that a person sees and counts them. */
const MARK = `(() => {
  const seen = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')]
    .filter((control) => control.tabIndex >= 0 && !control.disabled && control.checkVisibility())
  for (const control of seen) control.dataset.unreached = ''
  return seen.length
})()`

const ARRIVE = `(() => {
  const control = document.activeElement
  delete control.dataset.unreached
  const { outlineStyle, boxShadow } = getComputedStyle(control)
  return control === document.body || outlineStyle !== 'none' || boxShadow !== 'none' ? '' : control.outerHTML
})()`

const LEFT = `[...document.querySelectorAll('[data-unreached]')].map((control) => control.outerHTML)`

/** Goes through the page with the Tab key as often as it has controls, and expects to have been at each, always seeing
 *  where. */
export const reachEverythingByKeyboard = async (page: Page): Promise<void> => {
  const controls = z
    .number()
    .positive()
    .parse(await page.evaluate(MARK))
  const unseen: string[] = []
  // Once more than there are: at the end the focus leaves the page before it comes round.
  for (let pressed = 0; pressed <= controls; pressed += 1) {
    await page.keyboard.press('Tab')
    const html = z.string().parse(await page.evaluate(ARRIVE))
    if (html) unseen.push(html)
  }
  expect(await page.evaluate(LEFT), 'controls that Tab does not reach').toEqual([])
  expect(unseen, 'controls without a visible focus').toEqual([])
}

/** Goes on with the Tab key to the next control of that name. @throws Error when none comes soon */
export const tabTo = async (page: Page, name: string): Promise<void> => {
  for (let pressed = 0; pressed < 80; pressed += 1) {
    await page.keyboard.press('Tab')
    if ((await page.evaluate('document.activeElement.textContent')) === name) return
  }
  throw new Error(`The Tab key does not lead to "${name}".`)
}
