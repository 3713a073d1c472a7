import { expect, vi } from 'vitest'
import * as z from 'zod'
import { Extract, type ExtractFormat, Verification } from '#extracts/model'
import type { Platform } from './platform.ts'

/** Has an extract issued by somebody who is signed in, and waits until its files are there. */
export const issuedExtract = async (
  platform: Platform,
  number: string,
  body: object = {},
  register = 'national',
): Promise<Extract> => {
  const address = `/registers/${register}/entries/${encodeURIComponent(number)}/extracts`
  const response = await platform.api(address, { method: 'POST', as: 'participant', body })
  expect(response.status, await response.clone().text()).toBe(201)
  const { code } = Extract.parse(await response.json())
  return vi.waitFor(
    async () => {
      const verification = await verified(platform, code)
      if (verification.result === 'unknown') throw new Error(`${code} is unknown`)
      expect(verification.extract.state).toBe('issued')
      return verification.extract
    },
    { timeout: 90_000, interval: 100 },
  )
}

/** What the register says of a code to anybody. */
export const verified = async (platform: Platform, code: string): Promise<Verification> => {
  const response = await platform.api(`/extracts/${code}`)
  expect(response.status, await response.clone().text()).toBe(200)
  return Verification.parse(await response.json())
}

/** The bytes of a file of an extract, downloaded as anybody would. */
export const downloaded = async (
  platform: Platform,
  code: string,
  format: ExtractFormat,
): Promise<Uint8Array<ArrayBuffer>> => {
  const response = await platform.api(`/extracts/${code}/files/${format}`)
  expect(response.status, await response.clone().text()).toBe(200)
  const { url } = z.object({ url: z.url() }).parse(await response.json())
  const file = await fetch(url)
  expect(file.status).toBe(200)
  expect(file.headers.get('content-disposition')).toBe(`attachment; filename="extract-${code}.${format}"`)
  return new Uint8Array(await file.arrayBuffer())
}
