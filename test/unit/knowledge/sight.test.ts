import { describe, expect, it } from 'vitest'
import type { Actor } from '#kernel/access'
import { afterCheck, DocumentRecord, maySee, organisationsOf, type Seen, seesAll } from '#knowledge/model'

const BAVARIA = ['DE', 'DE-BY']
const HESSE = ['DE', 'DE-HE']

/** Somebody with one grant of a holder, and positions. */
const account = (
  subject: string,
  {
    holder = 'aut_1',
    power,
    territory = ['DE-BY'],
    positions = [],
  }: {
    readonly holder?: string
    readonly power?: 'document.publish' | 'cluster.register' | 'audit.read' | 'kpi.verify'
    readonly territory?: readonly string[]
    readonly positions?: readonly { readonly holder: string; readonly to?: string }[]
  } = {},
): Actor => ({
  kind: 'account',
  subject,
  today: '2026-03-10',
  capability: {
    subject,
    person: `per_${subject}`,
    positions: positions.map((position) => ({ role: 'viewer' as const, ...position })),
    grants:
      power === undefined
        ? []
        : [{ grant: 'gra_1', holder, power, territory: [...territory], from: '2020-01-01', to: null }],
  },
})

const anonymous: Actor = { kind: 'anonymous' }
const published: Seen = {
  visibility: 'public',
  status: 'available',
  clusters: ['clu_01JD3Z5V9QK8M2N4P6R8S0T2V4'],
  regionPaths: [BAVARIA],
  createdBy: 'per_author',
}

describe('a document', () => {
  const nowhere = new Set<string>()
  const inIts = new Set<string>(published.clusters)
  const inOther = new Set(['clu_01JD3Z5V9QK8M2N4P6R8S0T2V5'])

  it('for everybody is seen by everybody, as long as it is there', () => {
    expect(maySee(anonymous, published, nowhere)).toBe(true)
    for (const status of ['awaiting-upload', 'withdrawn'] as const)
      expect(maySee(anonymous, { ...published, status }, nowhere)).toBe(false)
  })

  it('for members is seen by members of one of its clusters', () => {
    const document = { ...published, visibility: 'members' } as const
    expect(maySee(account('member'), document, inIts)).toBe(true)
    expect(maySee(account('member'), document, new Set([...inOther, ...inIts]))).toBe(true)
    expect(maySee(account('member'), document, inOther)).toBe(false)
    expect(maySee(anonymous, document, nowhere)).toBe(false)
    expect(maySee(account('member'), { ...document, status: 'withdrawn' }, inIts)).toBe(false)
  })

  it('for the authority is seen by no member', () => {
    expect(maySee(account('member'), { ...published, visibility: 'authority' }, inIts)).toBe(false)
  })

  it.each(['document.publish', 'cluster.register', 'audit.read'] as const)(
    'is wholly seen by an authority with %s over all its regions, whatever its state',
    (power) => {
      const hidden = { ...published, visibility: 'authority', status: 'withdrawn' } as const
      expect(seesAll(account('official', { power }), hidden)).toBe(true)
      expect(maySee(account('official', { power }), hidden, nowhere)).toBe(true)
      const spanning = { ...hidden, regionPaths: [BAVARIA, HESSE] }
      expect(seesAll(account('official', { power }), spanning)).toBe(false)
      expect(seesAll(account('official', { power, territory: ['DE'] }), spanning)).toBe(true)
      expect(seesAll(account('official', { power, territory: ['DE-HE'] }), hidden)).toBe(false)
    },
  )

  it('is not seen by another power, nor by an organisation that may publish there', () => {
    const hidden = { ...published, visibility: 'authority' } as const
    expect(seesAll(account('verifier', { power: 'kpi.verify' }), hidden)).toBe(false)
    expect(seesAll(account('office', { power: 'document.publish', holder: 'org_aut_1' }), hidden)).toBe(false)
  })

  it('is wholly seen by who published it, and by nobody who is signed in without an account of powers', () => {
    const awaited = { ...published, visibility: 'authority', status: 'awaiting-upload' } as const
    expect(seesAll(account('author'), awaited)).toBe(true)
    expect(seesAll(account('other'), awaited)).toBe(false)
    const unknown: Actor = { kind: 'account', subject: 'new', today: '2026-03-10' }
    expect(seesAll(unknown, awaited)).toBe(false)
    expect(seesAll(anonymous, { ...awaited, createdBy: 'anonymous' })).toBe(false)
  })
})

describe('the organisations of somebody', () => {
  it('are those in which a position is held today', () => {
    const positions = [
      { holder: 'org_1' },
      { holder: 'aut_org_1' },
      { holder: 'org_2', to: '2026-03-10' },
      { holder: 'org_3', to: '2026-03-11' },
    ]
    expect(organisationsOf(account('somebody', { positions }))).toEqual(['org_1', 'org_3'])
    expect(organisationsOf(anonymous)).toEqual([])
  })
})

describe('a document whose file was checked', () => {
  const record = DocumentRecord.parse({
    id: 'doc_01JD3Z5V9QK8M2N4P6R8S0T2V4',
    titles: { en: 'A report' },
    language: 'en',
    visibility: 'public',
    regionPaths: [BAVARIA],
    status: 'awaiting-upload',
    current: null,
    latest: 1,
    createdBy: 'per_author',
    createdAt: '2026-03-01T08:00:00.000Z',
    updatedAt: '2026-03-01T08:00:00.000Z',
  })
  const version = (number: number, status: 'available' | 'refused') => ({
    document: record.id,
    number,
    status,
    fileName: 'a.txt',
    mediaType: 'text/plain' as const,
    size: 5,
    sha256: '0'.repeat(64),
    uploadedBy: 'per_author',
    createdAt: record.createdAt,
  })
  const at = '2026-03-02T08:00:00.000Z'

  it.each([
    ['its first file is good', { current: null }, version(1, 'available'), 1, 'available'],
    ['its first file is refused', { current: null }, version(1, 'refused'), null, 'awaiting-upload'],
    ['a later one is refused', { current: 1 }, version(2, 'refused'), 1, 'available'],
    ['a later one is good', { current: 1 }, version(2, 'available'), 2, 'available'],
    ['an earlier one is checked later', { current: 3 }, version(2, 'available'), 3, 'available'],
  ] as const)('when %s', (_when, before, checked, current, status) => {
    expect(afterCheck({ ...record, ...before }, checked, at)).toEqual({
      ...record,
      current,
      status,
      updatedAt: at,
    })
  })

  it('stays withdrawn', () => {
    const withdrawn = { ...record, current: 1, status: 'withdrawn' } as const
    expect(afterCheck(withdrawn, version(2, 'available'), at).status).toBe('withdrawn')
  })
})
