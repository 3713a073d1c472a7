import { expect } from 'vitest'
import * as z from 'zod'
import { grantFirst, personalDataStore } from '#governance/index'
import type { Power } from '#kernel/powers'
import { emailOf } from '../../infra/local/personas.ts'
import { type FreshCloud, openDocuments } from '../../infra/sample/operator.ts'
import type { Platform } from './platform.ts'

/** Gives the first power on an empty platform to `ministry`. */
export const foundByMinistry = async (cloud: FreshCloud): Promise<void> => {
  const { table, close } = openDocuments(cloud)
  const personal = personalDataStore({ data: table('PERSONAL_TABLE'), keys: table('PERSONAL_KEYS_TABLE') })
  const account = { subject: 'ministry', name: 'Ministry', email: emailOf('ministry') }
  await grantFirst(
    { table: table('GOVERNANCE_TABLE'), personal },
    account,
    new Date('2026-01-05T09:00:00.000Z'),
  )
  close()
}

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
