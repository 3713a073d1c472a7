import { describe, expect, it } from 'vitest'
import { EntryRow, OrganisationRow } from '#registry/model'
import { generateSample } from '../../../../infra/sample/generate.ts'

const sample = generateSample()

describe('the sample', () => {
  it('is the same for the same seed and another for another', () => {
    expect(generateSample()).toEqual(sample)
    expect(generateSample(1).clusters).not.toEqual(sample.clusters)
  })

  it('has fewer than three clusters in two Länder and at least five in the others', () => {
    const lands = sample.regions.map(({ code }) => code).filter((code) => code !== 'DE')
    const counts = lands.map((land) => sample.clusters.filter(({ regions }) => regions.includes(land)).length)
    expect(counts.filter((count) => count < 3)).toHaveLength(2)
    expect(counts.filter((count) => count >= 5)).toHaveLength(14)
    expect(sample.clusters).toHaveLength(120)
    expect(sample.organisations).toHaveLength(1500)
    expect(sample.observations.length).toBeLessThanOrEqual(20_000)
  })

  it('says of every cluster and organisation in both languages that it is invented, in rows that fit', () => {
    for (const { names } of [...sample.clusters, ...sample.organisations]) {
      expect(names['en']).toContain('(invented)')
      expect(names['ru']).toContain('(вымышлено)')
    }
    for (const row of sample.clusters) EntryRow.parse(row)
    for (const row of sample.organisations) OrganisationRow.parse(row)
  })
})
