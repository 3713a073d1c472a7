import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'
import { ROOT } from '../../infra/paths.ts'
import { openBrowser, openPage } from '../support/browser.ts'
import { openSignedIn } from '../support/sign-in.ts'

/** `npm run pictures [-- <address of a portal with the sample>]`: takes the pictures of the README. */

const [, , url = 'http://127.0.0.1:4000'] = process.argv

const Clusters = z.object({ items: z.tuple([z.object({ clusters: z.array(z.string()).min(1) })]) })
const facilities = await (await fetch(`${url}/api/v1/facilities?limit=1`)).json()
// One that has something to show in every part of its page.
const [cluster = ''] = Clusters.parse(facilities).items[0].clusters

const PICTURES = {
  overview: { path: '/', language: 'en', scheme: 'light' },
  register: { path: '/clusters?category=AGRI', language: 'ru', scheme: 'light' },
  cluster: { path: `/clusters/${cluster}`, language: 'en', scheme: 'light' },
  figures: {
    path: '/figures?indicator=employment&universe=region',
    language: 'en',
    scheme: 'dark',
  },
} as const

const folder = join(ROOT, 'docs', 'pictures')
await mkdir(folder, { recursive: true })
const browser = await openBrowser()
for (const [name, { path, language, scheme }] of Object.entries(PICTURES)) {
  const { page, close } = await openPage(browser, `${url}${path}`, { language, scheme, width: 1280 })
  page.setDefaultTimeout(120_000)
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.getByRole('row').first().waitFor()
  await page.locator('.waiting').first().waitFor({ state: 'detached' })
  // Charts are drawn a moment after their data have come.
  if (name === 'figures') await page.locator('.chart svg text').first().waitFor()
  await page.screenshot({ path: join(folder, `${name}.png`) })
  await close()
  process.stdout.write(`docs/pictures/${name}.png\n`)
}
// Of somebody signed in: what a manager has to do first, the form of a campaign.
const { page, close } = await openSignedIn(browser, {
  url,
  address: '/work',
  look: { language: 'en', scheme: 'light', width: 1280 },
  persona: 'manager',
})
await page.setViewportSize({ width: 1280, height: 800 })
await page.locator('main table a').first().click()
await page.locator('main table input').first().waitFor()
// What tells where they work comes by itself.
await page.locator('.own nav a').first().waitFor()
await page.screenshot({ path: join(folder, 'entry.png') })
await close()
process.stdout.write('docs/pictures/entry.png\n')
await browser.close()
