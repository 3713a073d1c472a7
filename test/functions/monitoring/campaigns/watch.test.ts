import { beforeEach, describe, expect, it } from 'vitest'
import { missedDeadlines } from '#monitoring/campaigns/readers'
import { createCampaignWatch } from '#monitoring/campaigns/watching'
import { cluster } from '../../../unit/monitoring/support.ts'
import { Agency, content } from './support.ts'

interface Queued {
  readonly id: string
  readonly to: string
  readonly language: string
  readonly subject: string
  readonly text: string
}

let agency: Agency
let outbox: Map<string, Queued>

const watch = async (day: string) => {
  const at = new Date(`${day}T05:00:00.000Z`)
  agency.given.setClock(at.toISOString())
  const facts = { ...agency.given.ports, clusters: agency.given.clusters }
  return createCampaignWatch(facts, {
    offices: {
      at: async (holder) =>
        holder === 'org-c1'
          ? [
              { person: 'per_anna', role: 'editor' },
              { person: 'per_boris', role: 'admin' },
              { person: 'per_guest', role: 'viewer' },
            ]
          : [],
    },
    languagesOf: async () => (person) => (person === 'per_boris' ? 'ru' : 'en'),
    outbox: {
      put: async (messages) => {
        for (const message of messages) if (!outbox.has(message.id)) outbox.set(message.id, message)
      },
    },
  })(at)
}
const sent = () => [...outbox.values()]

beforeEach(async () => {
  outbox = new Map()
  agency = await Agency.with(['c1', 'c2'])
})

describe('the daily job', () => {
  it('opens a campaign on its day, once', async () => {
    const planned = await agency.ask('POST', '/campaigns', 'ministry', content({ opensOn: '2026-01-10' }))
    agency.campaign = planned.body.id
    expect(await watch('2026-01-09')).toMatchObject({ opened: 0 })
    expect(await watch('2026-01-10')).toMatchObject({ opened: 1, failed: [] })
    expect(await watch('2026-01-11')).toMatchObject({ opened: 0 })
    expect((await agency.progress()).counts).toMatchObject({ expected: 2 })
  })

  it('takes in clusters that come into the scope until the deadline, and counts them', async () => {
    await agency.open()
    await agency.verified('c1', { revenue: '90', exports: '30' })
    await agency.given.setCluster(cluster('c3'))
    expect(await agency.nation()).toMatchObject({ reporting: 1, expected: 2 })
    expect(await watch('2026-01-20')).toMatchObject({ joined: 1 })
    expect(await agency.nation()).toMatchObject({ reporting: 1, expected: 3 })
    expect((await agency.progress()).items.at(-1)).toMatchObject({ cluster: 'c3', since: '2026-01-20' })
    await agency.given.setCluster(cluster('c4'))
    expect(await watch('2026-02-16')).toMatchObject({ joined: 0 })
    await agency.given.aggregate()
    expect((await agency.given.rebuild()).differing).toEqual([])
  })

  it('leaves later clusters out where the campaign does', async () => {
    await agency.open({ scope: { territory: ['DE'], later: false } })
    await agency.given.setCluster(cluster('c3'))
    expect(await watch('2026-01-20')).toMatchObject({ joined: 0 })
  })

  it('tells a campaign that it cannot open, and goes on', async () => {
    await agency.ask('POST', '/campaigns', 'ministry', content({ scope: { territory: ['DE-SN'] } }))
    await agency.ask('POST', '/campaigns', 'ministry', content())
    const done = await watch('2026-01-20')
    expect(done).toMatchObject({ opened: 1, failed: [expect.stringContaining('No cluster in the register')] })
  })
})

describe('reminders', () => {
  beforeEach(async () => {
    await agency.open({ reminders: [-7, 1] })
  })

  it('reach who manages the cluster, in each one’s language, once', async () => {
    expect(await watch('2026-02-07')).toMatchObject({ reminders: 0 })
    expect(await watch('2026-02-08')).toMatchObject({ reminders: 2, unreached: ['c2'] })
    expect(sent()).toMatchObject([
      { to: 'per_anna', language: 'en', subject: 'Figures are due: Quarterly figures – Cluster c1' },
      {
        to: 'per_boris',
        language: 'ru',
        subject: 'Напоминание о сроке: Квартальные показатели – Кластер c1',
      },
    ])
    expect(sent()[0]?.text).toContain('The deadline is February 15, 2026.')
    expect(sent()[1]?.text).toContain('Срок — 15 февраля 2026')
    await watch('2026-02-08')
    await watch('2026-02-09')
    expect(sent()).toHaveLength(2)
    expect(await watch('2026-02-11')).toMatchObject({ reminders: 0 })
  })

  it('come after the deadline too, and never to who submitted', async () => {
    await watch('2026-02-08')
    expect(await watch('2026-02-16')).toMatchObject({ reminders: 2 })
    expect(sent()[2]).toMatchObject({ subject: 'Figures are overdue: Quarterly figures – Cluster c1' })
    outbox.clear()
    await agency.save('c1', { revenue: '1', exports: '1' })
    await agency.submit('c1')
    expect(await watch('2026-02-16')).toMatchObject({ reminders: 0, unreached: ['c2'] })
  })

  it('are due a day or two later where the job did not run', async () => {
    expect(await watch('2026-02-10')).toMatchObject({ reminders: 2 })
  })
})

describe('missed deadlines', () => {
  it('are there for alerts until something is submitted', async () => {
    await agency.open()
    const missed = async (day: string) =>
      (await missedDeadlines(agency.given.table, new Date(`${day}T12:00:00Z`))).map((one) => one.cluster)
    expect(await missed('2026-02-15')).toEqual([])
    expect(await missed('2026-02-16')).toEqual(['c1', 'c2'])
    await agency.save('c1', { revenue: '1', exports: '1' })
    expect(await missed('2026-02-16')).toEqual(['c1', 'c2'])
    await agency.submit('c1')
    expect(await missed('2026-02-16')).toEqual(['c2'])
  })
})
