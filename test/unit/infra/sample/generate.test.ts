import { describe, expect, it } from 'vitest'
import { EntryRow, FacilityContent, NewTie, OrganisationRow } from '#registry/model'
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

  it('has ties between members of their cluster, from when both are, and facilities that fit', () => {
    expect(sample.ties.length).toBeGreaterThan(200)
    for (const { cluster, ...tie } of sample.ties) {
      const { supplier, customer, from } = NewTie.parse(tie)
      for (const side of [supplier, customer]) {
        const member = sample.memberships.find(
          (one) => one.cluster === cluster && one.organisation === side && one.to === null,
        )
        expect({ side, began: member !== undefined && member.from <= from }).toEqual({ side, began: true })
      }
    }
    expect(sample.facilities).toHaveLength(40)
    for (const facility of sample.facilities) FacilityContent.parse(facility)
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
