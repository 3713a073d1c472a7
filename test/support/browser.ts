import axe from 'axe-core'
import { type Browser, chromium, type Page } from 'playwright-core'
import * as z from 'zod'

/** No data leaves the machine, and no sandbox: containers seldom allow one. */
const ARGUMENTS = [
  '--no-sandbox',
  '--headless',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
]

const chosen = process.env['CHROMIUM_PATH']

/** Why no browser can be opened here; undefined when one can. */
export const whyNoBrowser: string | undefined =
  chosen || (process.platform === 'linux' && process.arch === 'x64')
    ? undefined
    : `the Chromium that is installed with the packages runs on Linux x64 only, this is ${process.platform} ${process.arch}: set CHROMIUM_PATH to a Chromium or Chrome`

/** Opens a browser; the caller closes it. */
export const openBrowser = async (): Promise<Browser> =>
  chromium.launch({ executablePath: chosen ?? (await unpacked()), args: ARGUMENTS })

/** The packaged Chromium takes its own system libraries along only where it believes to be on Lambda. */
const unpacked = async (): Promise<string> => {
  process.env['AWS_EXECUTION_ENV'] ??= 'AWS_Lambda_nodejs22.x'
  const { default: packaged } = await import('@sparticuz/chromium')
  return packaged.executablePath()
}

/** How somebody looks at a page. */
export interface Look {
  /** The first language of the browser. */
  readonly language: 'en' | 'ru'
  readonly scheme: 'light' | 'dark'
  /** In CSS pixels. */
  readonly width: number
}

/** A page that is open. */
export interface OpenPage {
  readonly page: Page
  /** All that went wrong so far: messages of the console, scripts that failed, addresses that did not answer, requests
   *  to another origin. */
  readonly troubles: readonly string[]
  /** What axe-core holds to be a serious or critical obstacle.
   *  @param within a selector; without it the whole page */
  obstacles(within?: string): Promise<readonly string[]>
  close(): Promise<void>
}

/** What Playwright itself says where it lets nothing be kept. */
const BLOCKED = 'Service Worker registration blocked by Playwright'

const Findings = z.object({
  violations: z.array(
    z.object({
      id: z.string(),
      impact: z.string().nullable(),
      nodes: z.array(z.object({ html: z.string(), failureSummary: z.string().optional() })),
    }),
  ),
})

/** Opens an address in a browser of its own (no cookies, no history).
 *  @param offline whether the portal may keep its files for a time without a connection */
export const openPage = async (
  browser: Browser,
  address: string,
  look: Look,
  { offline = false }: { readonly offline?: boolean } = {},
): Promise<OpenPage> => {
  const context = await browser.newContext({
    viewport: { width: look.width, height: 900 },
    colorScheme: look.scheme,
    locale: look.language === 'ru' ? 'ru-RU' : 'en-GB',
    reducedMotion: 'reduce',
    // What it keeps would hide from a test what the portal asks for.
    serviceWorkers: offline ? 'allow' : 'block',
  })
  // A busy machine takes its time.
  context.setDefaultTimeout(90_000)
  // Before the page's own scripts: its policy lets no script in afterwards.
  await context.addInitScript({ content: axe.source })
  const page = await context.newPage()
  const { origin } = new URL(address)
  const troubles: string[] = []
  page.on('console', (message) => {
    if (message.text() === BLOCKED) return
    if (message.type() === 'error' || message.type() === 'warning') troubles.push(message.text())
  })
  page.on('pageerror', (error) => troubles.push(String(error)))
  page.on('requestfailed', (request) => {
    // Who leaves a page leaves what it still asked for.
    if (request.failure()?.errorText !== 'net::ERR_ABORTED') troubles.push(`no answer: ${request.url()}`)
  })
  page.on('response', (response) => {
    if (response.status() >= 400) troubles.push(`${response.status()}: ${response.url()}`)
  })
  page.on('request', (request) => {
    const url = new URL(request.url())
    if (url.protocol !== 'data:' && url.origin !== origin) troubles.push(`to another origin: ${url}`)
  })
  await page.goto(address)
  return {
    page,
    troubles,
    obstacles: async (within) => {
      const place = within === undefined ? 'document' : JSON.stringify(within)
      const { violations } = Findings.parse(await page.evaluate(`axe.run(${place})`))
      return violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} ${node.failureSummary ?? ''}`))
    },
    close: () => context.close(),
  }
}
