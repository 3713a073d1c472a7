import { describe, expect, it } from 'vitest'
import { FIXED_CODES } from '#reference/fixed-codes'
import { FIXED_LISTS } from '#reference/model'
import {
  CHAIN_LEVELS,
  CLUSTER_STAGES,
  CLUSTER_TYPES,
  ENTRY_STATUSES,
  MEMBERSHIP_ROLES,
  ORGANISATION_KINDS,
  ORGANISATION_SIZES,
  SCHEME_NAMES,
} from '#registry/model'

/** Lists of the platform that the registry's schemas enumerate. */
const ENUMERATED = {
  'entry-statuses': ENTRY_STATUSES,
  'cluster-types': CLUSTER_TYPES,
  'cluster-stages': CLUSTER_STAGES,
  'organisation-kinds': ORGANISATION_KINDS,
  'organisation-sizes': ORGANISATION_SIZES,
  'membership-roles': MEMBERSHIP_ROLES,
  'value-chain-levels': CHAIN_LEVELS,
  'identifier-schemes': SCHEME_NAMES,
}

describe('the fixed code lists', () => {
  it('are all there', () => {
    expect(FIXED_CODES.map(([list]) => list).toSorted()).toEqual([...FIXED_LISTS].sort())
  })

  it.each(Object.entries(ENUMERATED))('%s names exactly what the registry takes', (list, values) => {
    const codes = FIXED_CODES.find(([name]) => name === list)?.[1].map(({ code }) => code)
    expect(codes?.toSorted()).toEqual([...values].sort())
  })

  it('have a name in both languages', () => {
    for (const { names } of FIXED_CODES.flatMap(([, codes]) => codes)) {
      expect(names.en.length).toBeGreaterThan(1)
      expect(names.ru).toMatch(/[а-яё]/i)
    }
  })
})
