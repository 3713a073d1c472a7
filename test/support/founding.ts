import { expect } from 'vitest'
import * as z from 'zod'
import type { Power } from '#kernel/powers'
import type { Platform } from './platform.ts'

/** Lets `ministry`, who holds the first power of an empty platform, give powers over everything to `analyst`. */
export const empowerAnalyst = async (platform: Platform, powers: readonly Power[]): Promise<void> => {
  const post = async (path: string, body: unknown) => {
    const response = await platform.api(path, { method: 'POST', as: 'ministry', body })
    expect(response.status, await response.clone().text()).toBe(201)
    return z.object({ id: z.string() }).parse(await response.json()).id
  }
  const person = await post('/persons', {
    subject: 'analyst',
    name: 'Analyst',
    email: 'analyst@sample.agglomera.invalid',
  })
  await post('/authorities', {
    code: 'statistics',
    names: { en: 'Statistical office', ru: 'Статистическое ведомство' },
    level: 'national',
    territory: ['*'],
  })
  await post('/positions', { person, holder: 'statistics', role: 'editor', from: '2008-01-01' })
  for (const power of powers)
    await post('/grants', {
      holder: 'statistics',
      power,
      territory: ['*'],
      from: '2008-01-01',
      basis: 'Act',
      act: { kind: 'Act', number: '1', date: '2008-01-01' },
    })
}
