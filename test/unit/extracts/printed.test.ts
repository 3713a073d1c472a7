import { describe, expect, it } from 'vitest'
import { IssuedExtract, printed } from '#extracts/model'

const CODE = '7Z1QG-4KX2M-9DW3T-RB6NV'
const ACT = { kind: 'Order', number: '12-R', date: '2024-04-30' }
const NAMES = { en: 'Optics Valley', ru: 'Оптическая долина' }
const CLUSTER = 'clu_01JZ0000000000000000000001'
const MANAGER = 'org_01JZ0000000000000000000002'

/** An extract with every field that one can have. */
const full = {
  code: CODE,
  issuedAt: '2026-03-13T09:30:15.250Z',
  language: 'en',
  verifyAt: `https://clusters.example/verify?code=${CODE}`,
  content: {
    format: 1,
    asOf: '2026-03-12',
    knownAt: '2026-03-13T00:00:00.000Z',
    register: {
      id: 'reg_01JZ0000000000000000000003',
      code: 'national',
      names: { en: 'National register', ru: 'Национальный реестр' },
      holder: 'aut_01JZ0000000000000000000004',
      legalAct: { kind: 'Decree', number: '779', date: '2015-07-31' },
    },
    entry: {
      number: '2024-0002',
      status: 'registered',
      statusSince: '2024-05-01',
      registeredOn: '2024-05-01',
      act: ACT,
      imported: false,
      recordedAt: '2024-05-02T08:00:00.000Z',
      validUntil: '2027-05-01',
      former: [
        { number: '2019-0007', kind: 'merger' },
        { number: '2020-0011', kind: 're-entry' },
      ],
      successors: [{ number: '2026-0001', kind: 'split' }],
    },
    decisions: [
      {
        action: 'register',
        status: 'registered',
        inForce: '2024-05-01',
        at: '2024-05-02T08:00:00.000Z',
        act: ACT,
      },
      { action: 'reconfirm', status: 'registered', inForce: '2025-05-01', at: '2025-05-02T08:00:00.000Z' },
    ],
    facts: {
      cluster: CLUSTER,
      names: NAMES,
      seat: { region: 'DE-TH', town: 'Jena' },
      regions: ['DE-TH', 'DE-SN'],
      primaryCategory: 'PHO',
      managementOrganisation: { id: MANAGER, names: { en: 'Optics office', ru: 'Дирекция оптики' } },
    },
    profile: {
      descriptions: { en: 'Lenses', ru: 'Линзы' },
      categories: ['MED', 'ICT'],
      industries: ['C', 'M'],
      products: [
        { scheme: 'CPA', code: '26.70', names: { en: 'Optical instruments', ru: 'Оптические приборы' } },
        { scheme: 'HS', code: '9001' },
      ],
      type: 'industrial',
      stage: 'growth',
      yearFounded: 1999,
      website: 'https://optics.example',
      labels: [{ name: 'Gold' }, { name: 'Bronze' }],
    },
  },
  names: {
    regions: { 'DE-TH': { en: 'Thuringia', ru: 'Тюрингия' } },
    categories: { PHO: { en: 'Photonics', ru: 'Фотоника' }, ICT: { en: 'IT', ru: 'ИТ' } },
    industries: { C: { en: 'Manufacturing', ru: 'Обработка' } },
  },
}

const issued = (over: object = {}) => IssuedExtract.parse({ ...full, ...over })

describe('the texts of an extract', () => {
  it('are all that it states, in English', () => {
    expect(printed(issued())).toEqual({
      language: 'en',
      title: 'Extract from the register: entry 2024-0002',
      register: 'National register',
      statement:
        'What was in force on 2026-03-12, as the register knew it at 2026-03-13 00:00:00.000 UTC. Issued at 2026-03-13 09:30:15.250 UTC.',
      sections: [
        {
          heading: 'Entry',
          rows: [
            ['Number', '2024-0002'],
            ['Status', 'registered, since 2024-05-01'],
            ['Date of the decision', '2024-05-01'],
            ['Legal act', 'Order 12-R, 2024-04-30'],
            ['Holds until (this day no longer included)', '2027-05-01'],
            ['Follows', '2019-0007 (merger); 2020-0011 (re-entry)'],
            ['Followed by', '2026-0001 (split)'],
            ['Recorded at', '2024-05-02 08:00:00.000 UTC'],
            ['Act on which the register rests', 'Decree 779, 2015-07-31'],
          ],
        },
        {
          heading: 'What the register states',
          rows: [
            ['Name of the cluster', 'Optics Valley'],
            ['Name in other languages', 'Оптическая долина'],
            ['Seat', 'Jena, Thuringia (DE-TH)'],
            ['Regions', 'Thuringia (DE-TH); DE-SN'],
            ['Primary category', 'Photonics (PHO)'],
            ['Management organisation', 'Optics office'],
            ['Identifier of the cluster', CLUSTER],
          ],
        },
        {
          heading: 'What its editors state besides',
          rows: [
            ['Description', 'Lenses'],
            ['Further categories', 'MED; IT (ICT)'],
            ['Industries', 'Manufacturing (C); M'],
            ['Products', 'CPA 26.70 Optical instruments; HS 9001'],
            ['Type', 'industrial'],
            ['Stage', 'growth'],
            ['Year founded', '1999'],
            ['Website', 'https://optics.example'],
            ['Labels', 'Gold; Bronze'],
          ],
        },
      ],
      decisions: {
        heading: 'Decisions',
        columns: ['Decision', 'In force from', 'Legal act'],
        rows: [
          ['entered in the register', '2024-05-01', 'Order 12-R, 2024-04-30'],
          ['confirmed anew', '2025-05-01', '—'],
        ],
      },
      checking: {
        heading: 'Checking this extract',
        text: 'Enter the code on this page, or choose the file there: the register answers whether the extract is genuine, and what has changed since.',
        address: `https://clusters.example/verify?code=${CODE}`,
      },
      codeName: 'Verification code',
      code: CODE,
      issuedAt: [2026, 3, 13, 9, 30, 15],
    })
  })

  it('are as many in Russian, with days as they are written there', () => {
    const russian = printed(issued({ language: 'ru' }))
    const english = printed(issued())
    expect(russian.sections.map(({ rows }) => rows.length)).toEqual(
      english.sections.map(({ rows }) => rows.length),
    )
    expect(russian.statement).toBe(
      'Сведения, действовавшие на 12.03.2026, в том виде, в каком они были известны реестру на 2026-03-13 00:00:00.000 UTC. Выдана 2026-03-13 09:30:15.250 UTC.',
    )
    const rows = new Map(russian.sections.flatMap((section) => section.rows))
    expect(rows.get('Правовой акт')).toBe('Order 12-R, 30.04.2024')
    expect(rows.get('Прежние записи')).toBe('2019-0007 (слияние); 2020-0011 (повторное внесение)')
    expect(rows.get('Продукция')).toBe('CPA 26.70 Оптические приборы; HS 9001')
    expect(rows.get('Тип')).toBe('промышленный')
    expect(rows.get('Стадия')).toBe('рост')
  })

  it('leave out what the register does not know, and a part of which it knows nothing', () => {
    const { content } = full
    const { legalAct: _, ...register } = content.register
    const { former: __, successors: ___, ...entry } = content.entry
    const { managementOrganisation: ____, ...facts } = content.facts
    const sparse = printed(
      issued({
        content: {
          ...content,
          register,
          entry: { ...entry, act: { kind: 'Order' }, validUntil: null },
          facts: { ...facts, names: { en: 'Optics Valley' }, seat: { region: 'DE-TH' } },
          profile: { categories: [], industries: [] },
        },
      }),
    )
    expect(sparse.sections).toEqual([
      {
        heading: 'Entry',
        rows: [
          ['Number', '2024-0002'],
          ['Status', 'registered, since 2024-05-01'],
          ['Date of the decision', '2024-05-01'],
          ['Legal act', 'Order'],
          ['Holds until (this day no longer included)', 'without term'],
          ['Recorded at', '2024-05-02 08:00:00.000 UTC'],
        ],
      },
      {
        heading: 'What the register states',
        rows: [
          ['Name of the cluster', 'Optics Valley'],
          ['Seat', 'Thuringia (DE-TH)'],
          ['Regions', 'Thuringia (DE-TH); DE-SN'],
          ['Primary category', 'Photonics (PHO)'],
          ['Identifier of the cluster', CLUSTER],
        ],
      },
    ])
  })

  it('name the management organisation by its id where its name is not known', () => {
    const facts = { ...full.content.facts, managementOrganisation: { id: MANAGER } }
    const rows = printed(issued({ content: { ...full.content, facts } })).sections.flatMap(
      (section) => section.rows,
    )
    expect(rows).toContainEqual(['Management organisation', MANAGER])
  })
})
