import { brotliCompressSync } from 'node:zlib'
import type { Browser } from 'playwright-core'
import * as z from 'zod'

/** What somebody waits for who opens the portal for the first time. */
export interface FirstVisit {
  /** Of scripts and styles, by brotli as the distribution sends them. */
  readonly bytes: number
  readonly files: readonly { readonly path: string; readonly bytes: number }[]
  /** Largest contentful paint, in milliseconds after the visit began. */
  readonly lcp: number
  /** Sum of layout shifts without input. */
  readonly shift: number
  /** When the map and the table stand with their figures, in milliseconds after the visit began. */
  readonly whole: number
  /** What the browser's main thread worked until then, in milliseconds: other work of the machine does not count. */
  readonly work: number
}

const SLOWDOWN = 4
/** A busy machine is slow, not wrong. */
export const PATIENCE = 240_000

/** Collects from the beginning: what was painted before somebody asks is told all the same. */
const OBSERVE = `
  window.measured = { lcp: 0, shift: 0 }
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.measured.lcp = entry.startTime
  }).observe({ type: 'largest-contentful-paint', buffered: true })
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.measured.shift += entry.value
  }).observe({ type: 'layout-shift', buffered: true })
`

const Measured = z.object({ lcp: z.number(), shift: z.number() })

/** Opens an address in a browser that knows nothing of it, on a processor that is four times as slow, and waits until
 *  nothing is on its way any more. */
export const firstVisit = async (browser: Browser, address: string): Promise<FirstVisit> => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' })
  const page = await context.newPage()
  page.setDefaultTimeout(PATIENCE)
  const session = await context.newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWDOWN })
  await page.addInitScript({ content: OBSERVE })
  const files: Promise<{ path: string; bytes: number }>[] = []
  page.on('response', (response) => {
    const { pathname } = new URL(response.url())
    if (/\.(js|css)$/.test(pathname))
      files.push(response.body().then((body) => ({ path: pathname, bytes: brotliCompressSync(body).length })))
  })
  await session.send('Performance.enable')
  await page.goto(address)
  await page.locator('.map .area').first().waitFor()
  const whole = z.number().parse(await page.evaluate('performance.now()'))
  const { metrics } = await session.send('Performance.getMetrics')
  const work = 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN)
  await page.waitForLoadState('networkidle')
  const measured = Measured.parse(await page.evaluate('window.measured'))
  const loaded = await Promise.all(files)
  await context.close()
  return { ...measured, whole, work, files: loaded, bytes: loaded.reduce((sum, { bytes }) => sum + bytes, 0) }
}
