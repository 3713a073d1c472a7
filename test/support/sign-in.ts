import type { Browser } from 'playwright-core'
import type { PersonaName } from '../../infra/local/personas.ts'
import { type Look, type OpenPage, openPage } from './browser.ts'

const SIGN_IN = { en: 'Sign in', ru: 'Войти' } as const

/** Opens an address that needs a sign-in as a persona, over the sign-in and back. */
export const openSignedIn = async (
  browser: Browser,
  {
    url,
    address,
    look,
    persona,
  }: { readonly url: string; readonly address: string; readonly look: Look; readonly persona: PersonaName },
): Promise<OpenPage> => {
  const opened = await openPage(browser, `${url}${address}`, look)
  await opened.page.locator('main').getByRole('button', { name: SIGN_IN[look.language] }).click()
  await opened.page.locator(`button[value=${persona}]`).click()
  const { pathname } = new URL(address, url)
  await opened.page.waitForURL((at) => at.pathname === pathname)
  return opened
}
