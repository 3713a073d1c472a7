import { expect } from 'vitest'
import type { Platform as Speaker } from '../../infra/commands/import/platform.ts'
import { type LocalCloud, startLocalCloud } from '../../infra/local/main/cloud.ts'
import { seed } from '../../infra/sample/seed.ts'
import { empowerAnalyst, foundByMinistry } from './founding.ts'
import { type Platform, platformOn } from './platform.ts'

const POWERS = ['code-list.manage', 'cluster.register', 'cluster.suspend', 'register.restore'] as const

const REGIONS = [
  { code: 'DE', level: 'country', names: { en: 'Germany' } },
  { code: 'DE-BY', parent: 'DE', level: 'land', names: { en: 'Bavaria' } },
]

/** A platform of its own without sample, where `analyst` may keep the register and bring one in. */
export const foundedCloud = async (dataDir: string): Promise<{ cloud: LocalCloud; platform: Platform }> => {
  const cloud = await startLocalCloud({ dataDir, schedules: false })
  await seed(cloud)
  await foundByMinistry(cloud)
  const platform = platformOn(dataDir)
  await empowerAnalyst(platform, POWERS)
  await accepted(platform, '/code-lists/regions', REGIONS)
  return { cloud, platform }
}

export const analystOf = (cloud: LocalCloud): Speaker => ({
  url: cloud.url,
  account: 'analyst',
  token: () => cloud.tokenFor('analyst'),
})

const act = (number: string) => ({ kind: 'Order', number })

/** Six entries of an older register, the first four with decisions, and one that was suspended here. */
export const fillRegister = async (platform: Platform): Promise<void> => {
  const rows = Array.from({ length: 6 }, (_, n) => ({
    names: { en: `Old cluster ${n}`, ru: `Старый кластер ${n}` },
    primaryCategory: '_U',
    regions: ['DE-BY'],
    registeredOn: `${2016 + n}-02-01`,
    number: `K-${2016 + n}-${n}`,
    act: act(`E-${n}`),
    contact: { email: 'office@cluster.example' },
    decisions:
      n < 4
        ? [
            { action: 'suspend', inForce: '2022-06-01', act: act(`S-${n}`), reason: 'No report' },
            { action: 'reinstate', inForce: '2023-06-01', act: act(`R-${n}`) },
            {
              action: 'amend',
              inForce: '2024-01-01',
              act: act(`A-${n}`),
              facts: { names: { en: `New ${n}` } },
            },
          ]
        : [],
  }))
  await accepted(platform, '/registers/national/entries/import', rows)
  const suspended = await platform.api(`/registers/national/entries/K-2021-5/suspension`, {
    method: 'POST',
    as: 'analyst',
    headers: { 'if-match': '"1"' },
    body: { inForce: '2026-02-01', act: act('S-5'), reason: 'Inspection' },
  })
  expect(suspended.status, await suspended.clone().text()).toBe(200)
}

const accepted = async (platform: Platform, path: string, rows: readonly object[]): Promise<void> => {
  const response = await platform.api(path, { method: 'POST', as: 'analyst', body: { rows } })
  expect(await response.json()).toMatchObject({ created: rows.length, rejected: 0 })
}
