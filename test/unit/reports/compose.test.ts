import { describe, expect, it } from 'vitest'
import type { ReportDocument, SectionName } from '#reports/model'
import { platform } from './register-support.ts'
import { anAlert } from './support.ts'

const sectionOf = <S extends SectionName>({ sections }: ReportDocument, name: S) =>
  sections.find((one) => one.section === name)

describe('what a report says', () => {
  it('of the nation is what the register and the figures say of the last year', async () => {
    const { report, id } = await platform()
    const document = await report({})
    expect(document).toMatchObject({
      subject: { kind: 'nation', code: 'DE', name: { ru: 'Германия' } },
      period: '2025',
      indicators: [{ code: 'clusters-registered' }, { code: 'entries' }],
    })
    expect(sectionOf(document, 'key-figures')).toMatchObject({
      figures: [
        { indicator: 'clusters-registered', period: '2025', value: '0', absence: null },
        { indicator: 'entries', value: '1', change: { against: '2024' } },
      ],
    })
    expect(sectionOf(document, 'trends')).toMatchObject({
      trends: [
        {
          points: [
            { period: '2022' },
            { period: '2023' },
            { period: '2024', value: '1' },
            { period: '2025', value: '0' },
          ],
        },
        {},
      ],
    })
    expect(sectionOf(document, 'registry')).toMatchObject({
      from: '2025-01-01',
      to: '2025-12-31',
      registered: 0,
      suspended: 1,
      changes: [{ date: '2025-08-15', event: 'suspended', number: '2024-0001', cluster: id }],
    })
    expect(sectionOf(document, 'clusters')).toMatchObject({
      clusters: [{ cluster: id, numbers: ['2024-0001'], status: 'suspended', regions: [{ code: 'DE-BY' }] }],
    })
  })

  it('ranks the regions, better first, those with equal values alike', async () => {
    const { report } = await platform()
    const rankings = sectionOf(await report({ scope: { kind: 'region', code: 'DE-BY' } }), 'ranking')
    expect(rankings).toMatchObject({
      rankings: [
        {},
        {
          indicator: 'entries',
          rows: [
            { code: 'DE-BY', name: { ru: 'Бавария' }, rank: 1, value: '1', own: true },
            { code: 'DE-BW', rank: 2, value: '0', own: false },
            { code: 'DE-HE', rank: 2, value: '0' },
          ],
        },
      ],
    })
  })

  it('of a cluster leaves out what is counted for groups only', async () => {
    const { report, id } = await platform()
    const document = await report({ scope: { kind: 'cluster', code: id } })
    expect(sectionOf(document, 'key-figures')).toMatchObject({
      figures: [{ value: null, absence: 'not-applicable' }, { absence: 'not-applicable' }],
    })
    expect(sectionOf(document, 'registry')).toMatchObject({ changes: [{ number: '2024-0001' }] })
  })

  it('tells authorities of alerts by what their subjects are called, and everybody of none', async () => {
    const { report } = await platform({ alerts: [anAlert({})] })
    const asked = { sections: ['alerts', 'method'] }
    const told = await report({ ...asked, audience: 'authority' })
    expect(told.sections).toMatchObject([
      {
        section: 'alerts',
        alerts: [
          {
            subject: { code: 'DE-BY', name: { ru: 'Бавария' } },
            figure: { code: 'clusters-registered', decimals: 0 },
          },
        ],
      },
      { section: 'method' },
    ])
    expect((await report({ ...asked, audience: 'public' })).sections).toEqual([{ section: 'method' }])
  })

  it('has the same hash for the same inputs, and another one for others', async () => {
    const { report } = await platform()
    const [first, second, other] = [await report({}), await report({}), await report({ periods: 3 })]
    expect(second.run).not.toBe(first.run)
    expect(second.inputHash).toBe(first.inputHash)
    expect(other.inputHash).not.toBe(first.inputHash)
  })
})

it('says that it was made for training, and only then', async () => {
  const { report } = await platform({ training: true })
  expect((await report({ scope: { kind: 'nation' } })).training).toBe(true)
  expect(await (await platform()).report({ scope: { kind: 'nation' } })).not.toHaveProperty('training')
})
