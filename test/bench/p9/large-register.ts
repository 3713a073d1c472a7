import type { Browser, Route } from 'playwright-core'
import * as z from 'zod'
import { PATIENCE } from './first-visit.ts'

export const CLUSTERS = 5000
const A_PAGE = 100

/** How a large register behaves in a browser. */
export interface LargeRegister {
  /** From a change of the name that is looked for to the table that shows it, in milliseconds; each letter by itself. */
  readonly filtered: readonly number[]
  /** The time between two frames while the table is scrolled to its end, in milliseconds. */
  readonly frames: readonly number[]
  readonly rows: number
}

const STAGES = ['emergence', 'growth', 'sustainment', 'decline'] as const

const clusterOf = (index: number) => ({
  id: `clu_${String(index).padStart(26, '0')}`,
  names: { en: `Cluster of ${index % 7 === 0 ? 'optics' : 'machines'} ${index}`, ru: `Кластер ${index}` },
  primaryCategory: 'AERO',
  regions: ['DE-BY'],
  seat: { region: 'DE-BY' },
  stage: STAGES[index % STAGES.length],
  status: 'registered',
  entries: [
    { register: 'national', number: `2020-${index}`, status: 'registered', registeredOn: '2020-01-01' },
  ],
  updatedAt: '2026-01-01T00:00:00.000Z',
})

/** A page of the list of clusters as the API answers it. */
const answer = (route: Route): Promise<void> => {
  const from = Number(new URL(route.request().url()).searchParams.get('cursor') ?? 0)
  const items = Array.from({ length: A_PAGE }, (_, index) => clusterOf(from + index))
  const next = from + A_PAGE
  return route.fulfill({ json: { items, next: next < CLUSTERS ? String(next) : null } })
}

/** Types a letter more and waits until the browser has painted what it found. */
const FILTER = (name: string) => `new Promise((resolve) => {
  const field = document.querySelector('input[type="search"]')
  const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set
  const status = document.querySelector('main [role="status"]')
  const before = status.textContent
  const began = performance.now()
  const look = () => status.isConnected && status.textContent === before
    ? requestAnimationFrame(look)
    : requestAnimationFrame(() => resolve(performance.now() - began))
  set.call(field, ${JSON.stringify(name)})
  field.dispatchEvent(new Event('input', { bubbles: true }))
  look()
})`

const SCROLL = `new Promise((resolve) => {
  const frames = []
  let last = performance.now()
  const step = (now) => {
    frames.push(now - last)
    last = now
    scrollBy(0, 120)
    if (scrollY + innerHeight >= document.documentElement.scrollHeight - 2) resolve(frames)
    else requestAnimationFrame(step)
  }
  requestAnimationFrame(step)
})`

/** Filters and scrolls a register of 5,000 clusters, all of which have arrived. */
export const largeRegister = async (browser: Browser, url: string): Promise<LargeRegister> => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' })
  const page = await context.newPage()
  page.setDefaultTimeout(PATIENCE)
  await page.route(/\/api\/v1\/clusters\?/, answer)
  await page.goto(`${url}/clusters?name=cluster`)
  await page
    .getByRole('status')
    .filter({ hasText: /^5,000 clusters$/ })
    .waitFor()
  const filtered: number[] = []
  for (const name of ['cluster of o', 'cluster of m', 'cluster of optics 49', 'cluster', 'machines 1', ''])
    filtered.push(z.number().parse(await page.evaluate(FILTER(name))))
  const frames = z.array(z.number()).parse(await page.evaluate(SCROLL))
  const rows = await page.locator('tbody tr').count()
  await context.close()
  return { filtered, frames, rows }
}
