import { describe, expect, it } from 'vitest'
import { explained } from '#governance/model'
import type { Actor, CapabilityGrant, Resource } from '#kernel/access'

const TODAY = '2026-03-01'
const BAVARIA = ['DE', 'DE-BY']
const SAXONY = ['DE', 'DE-SN']
const here: Resource = { regions: [BAVARIA], category: 'aviation' }

type Account = Extract<Actor, { kind: 'account' }>

const grantOf = (changes: Partial<CapabilityGrant> = {}): CapabilityGrant => ({
  grant: 'gra_1',
  holder: 'aut_1',
  power: 'kpi.submit',
  territory: ['DE-BY'],
  from: '2026-01-01',
  to: null,
  ...changes,
})

const official = (grants: readonly CapabilityGrant[], changes: Partial<Account> = {}): Account => ({
  kind: 'account',
  subject: 'official',
  today: TODAY,
  capability: {
    subject: 'official',
    person: 'per_1',
    positions: [{ holder: 'aut_1', role: 'editor' }],
    grants: [...grants],
  },
  ...changes,
})

const machine = (grants: readonly CapabilityGrant[], scope: Partial<NonNullable<Account['key']>> = {}) =>
  official(grants, {
    key: {
      holder: 'aut_1',
      powers: ['kpi.submit'],
      territory: ['DE-BY'],
      requestsPerMinute: 60,
      ...scope,
    },
  })

const codes = (actor: Account, resource = here) =>
  explained(actor, 'kpi.submit', resource).reasons.map(({ code, grant }) =>
    grant === undefined ? code : `${code} ${grant}`,
  )
const texts = (actor: Account, resource = here) =>
  explained(actor, 'kpi.submit', resource).reasons.map(({ text }) => text)

describe('a power that can be used', () => {
  it('is explained by the grant that covers the resource, without a reason against it', () => {
    const covering = grantOf({ grant: 'gra_2' })
    const { grant, reasons } = explained(
      official([grantOf({ territory: ['DE-SN'] }), covering]),
      'kpi.submit',
      here,
    )
    expect(grant?.grant).toBe('gra_2')
    expect(reasons).toEqual([])
  })

  it('of a decision lacks only the second factor of who signed in without one', () => {
    const actor = official([grantOf({ power: 'cluster.register' })], { singleFactor: true })
    expect(explained(actor, 'cluster.register', here)).toMatchObject({ reasons: [{ code: 'second-factor' }] })
    expect(explained(actor, 'cluster.register', { regions: [SAXONY] })).toMatchObject({
      reasons: [{ code: 'place' }, { code: 'second-factor' }],
    })
  })
})

describe('a power that cannot be used', () => {
  it('lacks a position, a position that uses powers, or any grant', () => {
    const { capability, ...unknown } = official([])
    expect(codes(unknown)).toEqual(['no-position'])
    expect(codes(official([], { today: '2025-01-01' }))).toEqual(['no-grant'])
    const seated = (...roles: readonly ('viewer' | 'editor')[]) => {
      const actor = official([grantOf({ power: 'target.set' })])
      const positions = roles.map((role) => ({ holder: 'aut_1', role }))
      return { ...actor, capability: { ...actor.capability, subject: '', person: '', grants: [], positions } }
    }
    expect(codes(seated('viewer', 'viewer'))).toEqual(['viewer'])
    expect(codes(seated('viewer', 'editor'))).toEqual(['no-grant'])
    expect(texts(seated('editor'))).toEqual([
      {
        en: expect.stringContaining('the power kpi.submit'),
        ru: expect.stringContaining('полномочия kpi.submit'),
      },
    ])
  })

  it('names of each grant of that power what it lacks, and nothing of grants of other powers', () => {
    const actor = official([
      grantOf({ grant: 'gra_a', territory: ['DE-SN'] }),
      grantOf({ grant: 'gra_b', categories: ['biotech'] }),
      grantOf({ grant: 'gra_c', power: 'target.set', territory: ['DE-SN'] }),
      grantOf({ grant: 'gra_d', territory: ['DE-SN'], categories: ['biotech'], to: '2026-02-01' }),
    ])
    expect(codes(actor)).toEqual([
      'place gra_a',
      'category gra_b',
      'ended gra_d',
      'place gra_d',
      'category gra_d',
    ])
  })

  it.each([
    ['on its first day without it', { to: TODAY }, 'ended', TODAY],
    ['after its end', { to: '2026-02-01' }, 'ended', '2026-02-01'],
    ['before it begins', { from: '2026-03-02' }, 'not-yet', '2026-03-02'],
    [
      'before it begins, though its end is set',
      { from: '2026-04-01', to: '2026-05-01' },
      'not-yet',
      '2026-04-01',
    ],
  ])('%s says which day that is', (_name, life, code, day) => {
    const [reason, ...more] = explained(official([grantOf(life)]), 'kpi.submit', here).reasons
    expect(more).toEqual([])
    expect(reason).toMatchObject({ code, grant: 'gra_1' })
    for (const text of Object.values(reason?.text ?? {})) {
      expect(text).toContain('gra_1 ')
      expect(text).toContain(day)
    }
  })

  it('says which regions the grant covers and which of the resource’s it lacks', () => {
    const actor = official([grantOf({ territory: ['DE-BY', 'DE-HE'] })])
    expect(texts(actor, { regions: [BAVARIA, SAXONY, ['DE', 'DE-BW']] })).toEqual([
      {
        en: 'gra_1 covers DE-BY, DE-HE, but not DE-SN, DE-BW.',
        ru: 'gra_1 охватывает DE-BY, DE-HE, но не DE-SN, DE-BW.',
      },
    ])
    expect(texts(actor, { regions: [] })[0]?.en).toBe('gra_1 covers DE-BY, DE-HE, but not *.')
    const ofClusters = official([grantOf({ territory: [], clusters: ['clu_1', 'clu_2'] })])
    expect(texts(ofClusters, { regions: [BAVARIA], cluster: 'clu_3' })[0]?.en).toBe(
      'gra_1 covers clu_1, clu_2, but not DE-BY.',
    )
  })

  it('says which categories the grant is for and which one the resource has', () => {
    const actor = official([grantOf({ categories: ['biotech', 'maritime'] })])
    expect(texts(actor)[0]?.en).toBe('gra_1 is for the categories biotech, maritime, not aviation.')
    expect(texts(actor, { regions: [BAVARIA] })[0]?.en).toBe(
      'gra_1 is for the categories biotech, maritime, not –.',
    )
  })
})

describe('an API key', () => {
  it('that covers less than its holder says what it covers', () => {
    const wide = [grantOf({ territory: ['DE'] })]
    for (const scope of [{ territory: ['DE-SN'] }, { categories: ['biotech'] }])
      expect(codes(machine(wide, scope))).toEqual(['key-scope'])
    const { en, ru } =
      texts(machine(wide, { territory: ['DE-SN', 'DE-HE'], categories: ['biotech'] }))[0] ?? {}
    for (const text of [en, ru]) expect(text).toMatch(/kpi\.submit, DE-SN, DE-HE, biotech.*aut_1/)
    expect(texts(machine(wide, { territory: ['DE-SN'] }))[0]?.en).toContain(
      'covers kpi.submit, DE-SN, as far',
    )
  })

  it('whose holder covers less names the holder’s grants, and its own scope only where the holder has none', () => {
    const elsewhere = [grantOf({ territory: ['DE-SN'] })]
    expect(codes(machine(elsewhere))).toEqual(['place gra_1'])
    expect(codes(machine([]))).toEqual(['key-scope'])
    expect(codes(machine(elsewhere, { territory: ['DE-HE'] }))).toEqual(['place gra_1', 'key-scope'])
  })

  it('needs no position', () => {
    const actor = machine([grantOf()])
    expect(explained(actor, 'kpi.submit', here).grant?.grant).toBe('gra_1')
    const { capability, ...without } = actor
    expect(codes(without)).toEqual(['key-scope'])
  })
})
