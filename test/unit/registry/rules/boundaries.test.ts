import { describe, expect, it } from 'vitest'
import {
  type Attestations,
  assess,
  type Composition,
  type CompositionMember,
  type RuleSetVersionContent,
} from '#registry/model'
import { eccpProfile } from '../../../../shared/registry/rule-sets/examples/eccp-profile.ts'
import { industrialCluster779 } from '../../../../shared/registry/rule-sets/examples/industrial-cluster-779.ts'
import { composition, eur, finalProducer, member, org, tie } from './composition.ts'

const evidence = 'seen on site'
const yes = { value: true, evidence }
const no = { value: false as const, evidence }

/** What the four unverified conditions of the decree need besides the records. */
const productive: Attestations = {
  productivityRatio: { value: '1.01', evidence },
  highPerformanceJobs: { value: '0.5', evidence },
}
const FAR = ['RU', 'RU-KAM']
const NEAR = ['RU', 'RU-TUL']
const decree: RuleSetVersionContent = {
  ...industrialCluster779().version,
  territories: { codes: ['RU-KAM'], verified: false },
}
const near = { establishments: [NEAR] }

/** Ten members as the vector of definitions, section 8, has them: two final producers that buy 1,000,000.00 in
 *  all, and as many in listed territories as said. */
const cluster = (
  options: {
    first?: number
    second?: number
    listed?: number
    members?: number
    over?: Partial<CompositionMember>[]
  } = {},
): Composition => {
  const { first = 150_000_00, second = 50_000_00, listed = 0, members = 10, over = [] } = options
  const place = (number: number) => (number <= listed ? { establishments: [FAR, NEAR] } : near)
  const base = [
    finalProducer(1, 600_000_00, place(1)),
    finalProducer(2, 400_000_00, place(2)),
    member(3, place(3)),
    member(4, { kind: 'university', roles: ['education'], ...place(4) }),
    member(5, { kind: 'infrastructure-operator', roles: ['infrastructure'], ...place(5) }),
    member(6, { kind: 'firm', roles: ['infrastructure'], ...place(6) }),
    member(7, { kind: 'finance', roles: ['finance'], ...place(7) }),
  ]
  for (let number = 8; number <= members; number++) base.push(member(number, place(number)))
  const all = base.map((one, index) => ({ ...one, ...over[index] }))
  const rest = all
    .slice(2)
    .map(({ organisation }) => ({ supplier: organisation, customer: org(3), value: eur(0) }))
  return composition(all, [
    tie(3, 1, first),
    tie(3, 2, second),
    // A member bank's and the other final producer's sales do not count.
    tie(7, 1, 500_000_00),
    tie(1, 2, 500_000_00),
    ...rest.filter(({ supplier, customer }) => supplier !== customer),
  ])
}

const judged = (given: Composition, attestations = productive, version = decree) =>
  assess(version, given, attestations)
const ruleNamed = (given: ReturnType<typeof judged>, metric: string) =>
  given.results.find((result) => result.evidence?.metric === metric)

describe('the industrial cluster by the decree', () => {
  it.each([
    [9, 'fail'],
    [10, 'pass'],
    [11, 'pass'],
  ])('has at least ten members: with %i it is %s', (members, expected) => {
    expect(judged(cluster({ members })).verdict).toBe(expected)
  })

  it('has a final producer among them', () => {
    const none = cluster({ over: [{ roles: ['service'] }, { roles: ['service'] }] })
    const result = judged(none)
    expect(ruleNamed(result, 'final-producers')).toMatchObject({
      verdict: 'fail',
      evidence: { shortBy: '1' },
    })
    expect(ruleNamed(result, 'purchase-share')).toMatchObject({
      verdict: 'insufficient',
      evidence: { missing: [{ fact: 'no-final-producer', count: 0 }] },
    })
  })

  it.each([
    [3, 'pass'],
    [4, 'fail'],
  ])('has at most three newcomers: with %i it is %s', (newcomers, expected) => {
    const over = Array.from({ length: newcomers }, () => ({ hasOutput: false }))
    const result = judged(cluster({ over }))
    expect(result.verdict).toBe(expected)
    expect(ruleNamed(result, 'newcomers')?.verdict).toBe(expected)
  })

  it('does not know the newcomers where it is not known who had output', () => {
    const unknown = judged(cluster({ over: Array.from({ length: 4 }, () => ({ hasOutput: undefined })) }))
    expect(ruleNamed(unknown, 'newcomers')).toMatchObject({
      verdict: 'insufficient',
      evidence: { atLeast: '0', atMost: '4', missing: [{ fact: 'hasOutput', count: 4 }] },
    })
    const few = judged(cluster({ over: Array.from({ length: 3 }, () => ({ hasOutput: undefined })) }))
    expect(ruleNamed(few, 'newcomers')?.verdict).toBe('pass')
  })

  describe('asks every member for a tie', () => {
    const lonely = (over: Partial<CompositionMember>, attestations: Attestations = productive) => {
      const given = cluster()
      const added = { ...member(12, near), ...over }
      return ruleNamed(
        judged({ ...given, members: [...given.members, added] }, attestations),
        'members-without-tie',
      )
    }
    it.each<[string, Partial<CompositionMember>, string]>([
      ['one with output', {}, 'fail'],
      ['one with an investment contract', { hasInvestmentContract: true }, 'pass'],
      ['one of which the contract is not known', { hasInvestmentContract: undefined }, 'insufficient'],
      [
        'one of which output is not known',
        { hasOutput: undefined, memberSince: '2023-03-11' },
        'insufficient',
      ],
      [
        'a newcomer on the last day of its three years',
        { hasOutput: false, memberSince: '2023-03-11' },
        'pass',
      ],
      ['a newcomer whose three years are over', { hasOutput: false, memberSince: '2023-03-10' }, 'fail'],
      [
        'one of which nothing is known, long a member',
        { hasOutput: undefined, memberSince: '2023-03-10' },
        'fail',
      ],
      [
        'a newcomer in time, contract not known',
        { hasOutput: false, hasInvestmentContract: undefined, memberSince: '2025-01-01' },
        'pass',
      ],
    ])('but %s: %o', (_name, over, expected) => {
      expect(lonely(over)?.verdict).toBe(expected)
    })

    it('and believes what was attested where the records do not tell, never against them', () => {
      const attest = (over: object): Attestations => ({
        ...productive,
        members: [{ organisation: org(12), evidence, ...over }],
      })
      const contract = attest({ hasInvestmentContract: true })
      expect(lonely({ hasInvestmentContract: undefined }, contract)?.verdict).toBe('pass')
      expect(lonely({ hasInvestmentContract: false }, contract)?.verdict).toBe('fail')
      const output = { hasOutput: undefined, memberSince: '2025-01-01' }
      expect(lonely(output, attest({ hasOutput: true }))?.verdict).toBe('fail')
      expect(lonely(output, attest({ hasOutput: false }))?.verdict).toBe('pass')
    })

    it('counts a tie on either side', () => {
      const given = cluster()
      const members = [...given.members, member(12, near)]
      const ties = (more: ReturnType<typeof tie>) => ({ ...given, members, ties: [...given.ties, more] })
      for (const more of [tie(12, 1), tie(4, 12)])
        expect(ruleNamed(judged(ties(more)), 'members-without-tie')?.verdict).toBe('pass')
    })
  })

  describe('by its purchase share', () => {
    it('passes at exactly 20 %', () => {
      const result = judged(cluster())
      expect(result.verdict).toBe('pass')
      expect(ruleNamed(result, 'purchase-share')).toMatchObject({
        verdict: 'pass',
        verified: false,
        evidence: { atLeast: '20000000/100000000', atMost: '20000000/100000000', thresholds: ['2/10'] },
      })
    })

    it('fails by one hundredth', () => {
      const result = judged(cluster({ second: 49_999_99 }))
      expect(result.verdict).toBe('fail')
      expect(ruleNamed(result, 'purchase-share')?.evidence).toMatchObject({ shortBy: '1' })
    })

    it.each([
      [3, 'pass', '1/10'],
      [2, 'fail', '2/10'],
    ])(
      'with %i of 10 members in listed territories it is %s (threshold %s)',
      (listed, expected, threshold) => {
        const result = judged(cluster({ second: 49_999_99, listed }))
        expect(result.verdict).toBe(expected)
        expect(ruleNamed(result, 'purchase-share')?.evidence?.thresholds).toEqual([threshold])
      },
    )

    it.each([
      [29, 100, 'fail'],
      [30, 100, 'pass'],
    ])('with %i of %i members there it is %s', (listed, members, expected) => {
      const result = judged(cluster({ second: 0, listed, members }))
      expect(ruleNamed(result, 'share-in-listed-territories')?.verdict).toBe(expected)
      expect(result.verdict).toBe(expected)
    })

    it.each([
      ['20 %', 200_000_00, 'pass'],
      ['just below 20 %', 199_999_99, 'insufficient'],
      ['10 %', 100_000_00, 'insufficient'],
      ['just below 10 %', 99_999_99, 'fail'],
    ])('an unknown establishment matters between 10 %% and 20 %% only: %s', (_name, first, expected) => {
      const result = judged(
        cluster({ first, second: 0, listed: 2, over: [{}, {}, { establishments: undefined }] }),
      )
      expect(result.verdict).toBe(expected)
      expect(ruleNamed(result, 'share-in-listed-territories')).toMatchObject({
        verdict: 'insufficient',
        evidence: { atLeast: '2/10', atMost: '3/10', missing: [{ fact: 'establishments', count: 1 }] },
      })
    })

    it('an unknown establishment does not matter where enough others are known, or no territory is listed', () => {
      const over = [{}, {}, {}, { establishments: undefined }]
      expect(judged(cluster({ second: 0, listed: 3, over })).verdict).toBe('pass')
      const none = judged(cluster({ second: 0, over }), productive, industrialCluster779().version)
      expect(ruleNamed(none, 'share-in-listed-territories')?.evidence).toMatchObject({ atMost: '0/10' })
      expect(none.verdict).toBe('fail')
    })

    it('lacks data without the total of a final producer, and without the value of a tie that could matter', () => {
      const missing = judged(cluster({ over: [{ purchasesTotal: undefined }] }))
      expect(ruleNamed(missing, 'purchase-share')).toMatchObject({
        verdict: 'insufficient',
        evidence: { missing: [{ fact: 'purchases-total-missing', organisations: [org(1)] }] },
      })
      const open = (second: number) => {
        const given = cluster({ second })
        return ruleNamed(judged({ ...given, ties: [...given.ties, tie(8, 2)] }), 'purchase-share')
      }
      expect(open(49_999_99)).toMatchObject({
        verdict: 'insufficient',
        evidence: {
          atLeast: '19999999/100000000',
          missing: [{ fact: 'tie-value', organisations: [org(2)] }],
        },
      })
      expect(open(50_000_00)?.verdict).toBe('pass')
    })
  })

  it.each(['1.00', '0.9'])('fails with a productivity of %s of the region’s', (value) => {
    expect(judged(cluster(), { ...productive, productivityRatio: { value, evidence } }).verdict).toBe('fail')
  })

  it('lacks data without an attestation, and says which', () => {
    const result = judged(cluster(), {})
    expect(result.verdict).toBe('insufficient')
    const evidenceOf = (metric: string) => ruleNamed(result, metric)?.evidence
    expect(evidenceOf('productivity-ratio')).toMatchObject({
      missing: [{ fact: 'productivityRatio', count: 0, organisations: [] }],
    })
    expect(evidenceOf('productivity-ratio')).not.toHaveProperty('atLeast')
  })

  it('says of every rule where it stands, and which nobody has verified', () => {
    const { results } = judged(cluster())
    expect(results.map(({ at }) => at)).toEqual([
      '/rule',
      '/rule/rules/0',
      '/rule/rules/1',
      '/rule/rules/2',
      '/rule/rules/3',
      '/rule/rules/3/threshold/when',
      ...[4, 5, 6, 7, 8].map((index) => `/rule/rules/${index}`),
    ])
    const unverified = results.filter(({ verified }) => !verified)
    expect(unverified.map(({ evidence }) => evidence?.metric)).toEqual([
      'purchase-share',
      'educational-organisations',
      'technological-infrastructure',
      'productivity-ratio',
      'high-performance-jobs',
    ])
    expect(unverified.every(({ note }) => note !== undefined)).toBe(true)
  })
})

describe('the ECCP profile', () => {
  const profile = (
    options: { members?: number; publicBody?: boolean; oneKind?: boolean; attestations?: Attestations } = {},
  ) => {
    const { members = 15, publicBody = false, oneKind = false, attestations = {} } = options
    const list = Array.from({ length: members }, (_, index) =>
      member(index + 1, index > 0 || oneKind ? {} : { kind: publicBody ? 'public-body' : 'university' }),
    )
    const attested: Attestations = {
      managementFte: { value: '0.5', evidence },
      englishWebsite: yes,
      activity: yes,
      publicCollaboration: yes,
      recognisedByProgramme: no,
      socialEconomyCluster: no,
      ...attestations,
    }
    return assess(eccpProfile().version, composition(list), attested)
  }

  it('passes at its boundaries', () => {
    expect(profile().verdict).toBe('pass')
  })

  it.each<[string, Parameters<typeof profile>[0], string]>([
    ['14 members', { members: 14 }, 'fail'],
    ['one kind group', { oneKind: true }, 'fail'],
    ['0.49 full-time equivalents', { attestations: { managementFte: { value: '0.49', evidence } } }, 'fail'],
    ['no English website', { attestations: { englishWebsite: no } }, 'fail'],
    ['no proof of activity', { attestations: { activity: no } }, 'fail'],
    ['no public body and no collaboration with one', { attestations: { publicCollaboration: no } }, 'fail'],
    [
      'a public body as a member instead',
      { publicBody: true, attestations: { publicCollaboration: no } },
      'pass',
    ],
  ])('with %s', (_name, options, expected) => {
    expect(profile(options).verdict).toBe(expected)
  })

  it('is waived for a cluster that a programme or the Commission recognised', () => {
    const programme = { value: true as const, programme: 'go-cluster', evidence }
    expect(profile({ members: 1, attestations: { recognisedByProgramme: programme } }).verdict).toBe('pass')
    expect(profile({ members: 1, attestations: { socialEconomyCluster: yes } }).verdict).toBe('pass')
  })

  it('lacks data where nobody attested a thing that could decide', () => {
    const attested: Attestations = {
      recognisedByProgramme: no,
      socialEconomyCluster: no,
      englishWebsite: yes,
    }
    const list = Array.from({ length: 15 }, (_, index) =>
      member(index + 1, index === 0 ? { kind: 'public-body' } : {}),
    )
    expect(assess(eccpProfile().version, composition(list), attested).verdict).toBe('insufficient')
    expect(assess(eccpProfile().version, composition(list.slice(1)), attested).verdict).toBe('fail')
  })

  it.each([
    ['industry', ['firm', 'infrastructure-operator'], 1],
    ['research and education', ['university', 'research-institute'], 1],
    ['all five', ['firm', 'university', 'public-body', 'association', 'finance'], 5],
    ['none', ['other'], 0],
  ] as const)('counts groups of kinds: %s', (_name, kinds, expected) => {
    const list = kinds.map((kind, index) => member(index + 1, { kind }))
    const result = assess(eccpProfile().version, composition(list), {})
    expect(ruleNamed(result, 'kind-groups')?.evidence).toMatchObject({
      atLeast: String(expected),
      atMost: String(expected),
    })
  })
})
