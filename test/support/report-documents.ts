import { canonicalJson, sha256 } from '#kernel/digest'
import { Indicator } from '#monitoring/model'
import { type ListedCluster, lastPeriods, ReportDocument, type Section } from '#reports/model'
import { seededChance } from './random.ts'

/** Invented indicators, named as long as Russian names are. */
const NAMES = [
  [
    'employment',
    'Employment',
    'Среднесписочная численность работников участников кластера',
    'persons',
    'человек',
    0,
  ],
  [
    'average-wage',
    'Average monthly wage',
    'Среднемесячная начисленная заработная плата',
    'roubles',
    'рублей',
    2,
  ],
  ['revenue', 'Revenue', 'Выручка от реализации товаров, работ и услуг', 'million roubles', 'млн рублей', 1],
  [
    'exports',
    'Exports',
    'Объём экспорта продукции участников кластера',
    'million dollars',
    'млн долларов',
    1,
  ],
  [
    'rnd-spend',
    'R&D spend',
    'Внутренние затраты на исследования и разработки',
    'million roubles',
    'млн рублей',
    1,
  ],
  ['patents', 'Patents granted', 'Число полученных патентов на изобретения', 'units', 'единиц', 0],
  [
    'sme-share',
    'Share of SMEs',
    'Доля субъектов малого и среднего предпринимательства',
    'per cent',
    'процентов',
    1,
  ],
  ['investment', 'Investment', 'Инвестиции в основной капитал', 'million roubles', 'млн рублей', 1],
] as const

const PLACES = [
  ['RU-MOS', 'Moscow Oblast', 'Московская область'],
  ['RU-SVE', 'Sverdlovsk Oblast', 'Свердловская область'],
  ['RU-KHM', 'Khanty-Mansi Autonomous Okrug', 'Ханты-Мансийский автономный округ — Югра'],
  ['RU-TA', 'Tatarstan', 'Республика Татарстан'],
  ['RU-LEN', 'Leningrad Oblast', 'Ленинградская область'],
  ['RU-KYA', 'Krasnoyarsk Krai', 'Красноярский край'],
  ['RU-SA', 'Sakha', 'Республика Саха (Якутия)'],
  ['RU-KB', 'Kabardino-Balkaria', 'Кабардино-Балкарская Республика'],
  ['RU-NIZ', 'Nizhny Novgorod Oblast', 'Нижегородская область'],
  ['RU-YEV', 'Jewish Autonomous Oblast', 'Еврейская автономная область'],
  ['RU-PER', 'Perm Krai', 'Пермский край'],
  ['RU-KGD', 'Kaliningrad Oblast', 'Калининградская область'],
] as const

const METADATA = {
  coverage: {
    en: 'All members of registered clusters, by their establishments in the region.',
    ru: 'Все участники кластеров, внесённых в реестр, по их обособленным подразделениям в регионе.',
  },
  source: {
    en: 'Forms of cluster management organisations, checked against official statistics.',
    ru: 'Формы, представляемые управляющими организациями кластеров, сверенные с официальной статистикой.',
  },
  revision: {
    en: 'Figures are revised with the next release; earlier releases stay.',
    ru: 'Значения пересматриваются со следующим выпуском; прежние выпуски сохраняются.',
  },
}

export const INDICATORS = NAMES.map(([code, en, ru, unitEn, unitRu, decimals]) =>
  Indicator.parse({
    code,
    name: { en, ru },
    definition: {
      en: `${en} of all members of the cluster over the period.`,
      ru: `${ru} за отчётный период.`,
    },
    unit: { en: unitEn, ru: unitRu },
    measure: { kind: 'quantity' },
    decimals,
    direction: 'more-is-better',
    frequency: 'Q',
    aggregation: { rule: 'sum' },
    overTime: 'sum',
    confidentiality: 'aggregate-only',
    origin: 'reported',
    version: 1,
  }),
)

/** A report of the nation with all sections, about invented figures.
 *  @param clusters how many stand in the register */
export const nationalReport = (clusters: number, over: Partial<ReportDocument> = {}): ReportDocument => {
  const random = seededChance(7)
  const period = '2025-Q4'
  const periods = lastPeriods(period, 8)
  const figure = (decimals: number, index: number) =>
    (1000 * (index + 1) * (1 + random() / 4)).toFixed(decimals)
  const sections: Section[] = [
    {
      section: 'key-figures',
      figures: INDICATORS.map(({ code, decimals }, index) => {
        const value = figure(decimals, index)
        return {
          indicator: code,
          period,
          value,
          absence: null,
          obsStatus: index === 2 ? 'P' : 'A',
          change: {
            against: '2024-Q4',
            plain: null,
            matched: {
              before: value,
              after: value,
              difference: '12',
              growth: 0.034,
              annualGrowth: 0.034,
              units: 31,
            },
          },
          attainment: {
            target: '5000',
            period: '2026-Q4',
            attainment: 0.82,
            met: false,
            gap: 900,
            trajectory: 4100,
            onTrack: index % 2 === 0,
          },
        }
      }),
    },
    {
      section: 'trends',
      trends: INDICATORS.map(({ code, decimals }, index) => ({
        indicator: code,
        points: periods.map((one, place) => ({
          period: one,
          value: index === 1 && place === 3 ? null : figure(decimals, index + place / 4),
          obsStatus: 'A' as const,
          trajectory: index % 2 === 0 ? 1000 * (index + 1 + place / 5) : null,
        })),
      })),
    },
    {
      section: 'ranking',
      rankings: INDICATORS.slice(0, 4).map(({ code, decimals }, index) => ({
        indicator: code,
        period,
        rows: PLACES.map(([place, en, ru], rank) => ({
          code: place,
          name: { en, ru },
          rank: rank < 11 ? rank + 1 : null,
          value: rank < 11 ? figure(decimals, index + 11 - rank) : null,
          absence: rank < 11 ? null : ('withheld' as const),
          share: rank < 11 ? (11 - rank) / 66 : null,
          own: false,
        })),
      })),
    },
    {
      section: 'quality',
      quality: INDICATORS.map(({ code }, index) => ({
        indicator: code,
        period,
        reporting: 30 + index,
        expected: 40,
        coverage: (30 + index) / 40,
        estimatedShare: index / 100,
        byStatus: {},
        metadata: METADATA,
      })),
    },
    {
      section: 'registry',
      from: '2025-10-01',
      to: '2025-12-31',
      registered: clusters,
      suspended: 2,
      changes: PLACES.slice(0, 6).map(([code, en, ru], index) => ({
        date: `2025-11-0${index + 1}`,
        event: index === 2 ? 'suspended' : 'registered',
        number: `2025-000${index + 1}`,
        cluster: code,
        name: { en: `Cluster of ${en}`, ru: `Кластер «${ru}»` },
      })),
    },
    {
      section: 'clusters',
      on: '2025-12-31',
      clusters: Array.from({ length: clusters }, (_, index) => listed(index)),
    },
    { section: 'method' },
  ]
  const said = {
    names: { en: 'Monitoring of clusters', ru: 'Мониторинг развития кластеров' },
    audience: 'public' as const,
    subject: { kind: 'nation' as const, code: 'RU', name: { en: 'Russia', ru: 'Российская Федерация' } },
    period,
    frequency: 'Q' as const,
    indicators: INDICATORS,
    sections,
  }
  return ReportDocument.parse({
    format: 1,
    report: 'rep_01JD3Z5V9QK8M2N4P6R8S0T2V4',
    run: 'rpr_01JD3Z5V9QK8M2N4P6R8S0T2V4',
    ...said,
    madeAt: '2026-01-15T07:00:03.000Z',
    due: { at: '2026-01-15T06:00:00.000Z', late: true, skipped: 2 },
    inputHash: sha256(canonicalJson(said)),
    ...over,
  })
}

const listed = (index: number): ListedCluster => {
  const [code, en, ru] = PLACES[index % PLACES.length] ?? PLACES[0]
  return {
    cluster: `clu-${index}`,
    name: {
      en: `Cluster ${index + 1} of ${en}`,
      ru: `Промышленный кластер машиностроения № ${index + 1}: ${ru}`,
    },
    numbers: [`2024-${String(index + 1).padStart(4, '0')}`],
    status: index % 17 === 5 ? 'suspended' : 'registered',
    category: { code: 'AUTO', name: { en: 'Automotive', ru: 'Автомобилестроение' } },
    regions: [{ code, name: { en, ru } }],
  }
}
