import { describe, expect, it } from 'vitest'
import {
  grantFrom,
  NOWHERE,
  reachFrom,
  reachValuesOf,
} from '../../../../web/app/areas/governance/grant-values.ts'

const CLUSTER = 'clu_01HKXZ0000WPR5VV3H40MZ24SF'

describe('a grant as it is typed', () => {
  it('holds in one kind of place, whatever was chosen before of the others', () => {
    const typed = { place: 'regions', territory: ['DE-BY'], clusters: [CLUSTER], categories: [] } as const
    expect(reachFrom(typed)).toEqual({ territory: ['DE-BY'] })
    expect(reachFrom({ ...typed, place: 'everywhere' })).toEqual({ territory: ['*'] })
    expect(reachFrom({ ...typed, place: 'clusters' })).toEqual({ territory: [], clusters: [CLUSTER] })
  })

  it('is for all fields unless some are chosen, and without end unless a day is given', () => {
    const typed = { reach: NOWHERE, delegable: false } as const
    expect(grantFrom(typed)).toEqual({ territory: [], to: null, delegable: false })
    expect(grantFrom({ ...typed, reach: { ...NOWHERE, categories: ['AERO'] }, to: '2027-01-01' })).toEqual({
      territory: [],
      categories: ['AERO'],
      to: '2027-01-01',
      delegable: false,
    })
  })

  it.each([
    { territory: ['*'] },
    { territory: ['DE-BY', 'DE-BW'], categories: ['AERO'] },
    { territory: [], clusters: [CLUSTER] },
  ])('proposes a delegation of the whole: $territory', (reach) => {
    expect(reachFrom(reachValuesOf(reach))).toEqual(reach)
  })
})
