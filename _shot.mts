import { openBrowser, openPage } from './test/support/browser.ts'
const browser = await openBrowser()
const [, , base, ...paths] = process.argv
for (const spec of paths) {
  const [path, lang = 'en', scheme = 'light', width = '1440'] = spec.split('@')
  const { page, troubles, obstacles, close } = await openPage(browser, `${base}${path}`, { language: lang as 'en', scheme: scheme as 'light', width: Number(width) })
  await page.waitForTimeout(1500)
  const name = `/tmp/s/shot-${path.replace(/[^a-z0-9]+/gi, '_').slice(0, 40)}-${lang}-${scheme}-${width}.png`
  await page.screenshot({ path: name, fullPage: true })
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)
  console.log(name, 'troubles', JSON.stringify(troubles).slice(0, 600), 'overflow', overflow, 'axe', JSON.stringify(await obstacles()).slice(0, 900))
  await close()
}
await browser.close()
