import type * as z from 'zod'
import type { IndicatorDefinition } from '#monitoring/model'

type Definition = z.input<typeof IndicatorDefinition>
type Text = readonly [en: string, ru: string]

const UNITS = {
  persons: ['persons', 'человек'],
  fte: ['full-time equivalents', 'ставок'],
  number: ['number', 'единиц'],
  share: ['share (1 = all)', 'доля (1 = все)'],
  thousand: ['thousand euros, current prices', 'тыс. евро, текущие цены'],
  euros: ['euros a month, current prices', 'евро в месяц, текущие цены'],
  perPerson: ['thousand euros a person, current prices', 'тыс. евро на человека, текущие цены'],
  points: ['points of 10', 'баллов из 10'],
} as const satisfies Record<string, Text>

const text = ([en, ru]: Text) => ({ en, ru })

/** An annual sum of firms' figures, which are shown in aggregates only: what most indicators are. */
const sum = (
  code: string,
  unit: keyof typeof UNITS,
  name: Text,
  definition: Text,
  more: Partial<Definition> = {},
): Definition => ({
  code,
  name: text(name),
  definition: text(definition),
  unit: text(UNITS[unit]),
  decimals: 0,
  direction: 'more-is-better',
  frequency: 'A',
  aggregation: { rule: 'sum' },
  overTime: 'sum',
  confidentiality: 'aggregate-only',
  validRange: { min: '0' },
  ...more,
})

/** A share of two sums; it has no values of its own. */
const share = (
  code: string,
  [numerator, denominator]: readonly [string, string],
  name: Text,
  definition: Text,
  more: Partial<Definition> = {},
): Definition => {
  const { validRange: _none, ...rest } = sum(code, 'share', name, definition)
  return { ...rest, decimals: 4, aggregation: { rule: 'ratio-of-sums', numerator, denominator }, ...more }
}

/** Of the cluster's own work: the cluster agrees that it is shown. */
const OWN: Partial<Definition> = { confidentiality: 'cluster-open' }
const STOCK: Partial<Definition> = { overTime: 'last' }

/** The catalogue that the sample brings besides the platform's own indicators (employment and the counts of the
 *  register). Values come first, then the shares of them. */
export const INDICATOR_ROWS: readonly Definition[] = [
  sum(
    'high-performance-jobs',
    'persons',
    ['High-performance jobs', 'Высокопроизводительные рабочие места'],
    [
      'Jobs above the threshold of productivity that the authority sets.',
      'Рабочие места выше порога производительности, установленного ведомством.',
    ],
    STOCK,
  ),
  sum(
    'average-wage',
    'euros',
    ['Average wage', 'Средняя заработная плата'],
    [
      'Gross monthly wage per employee, weighted by employment.',
      'Начисленная заработная плата в месяц на работника, взвешенная по занятости.',
    ],
    { aggregation: { rule: 'weighted-mean', weight: 'employment' }, overTime: 'mean' },
  ),
  sum(
    'revenue',
    'thousand',
    ['Revenue', 'Выручка'],
    [
      'Revenue of members from products and services, net of VAT, of the quarter.',
      'Выручка участников от товаров и услуг без НДС за квартал.',
    ],
    { frequency: 'Q' },
  ),
  sum(
    'value-added',
    'thousand',
    ['Value added', 'Добавленная стоимость'],
    ['Gross value added of the members.', 'Валовая добавленная стоимость участников.'],
    { validRange: {} },
  ),
  sum(
    'exports',
    'thousand',
    ['Exports', 'Экспорт'],
    ['Revenue from customers abroad.', 'Выручка от зарубежных покупателей.'],
  ),
  sum(
    'investment',
    'thousand',
    ['Investment', 'Инвестиции'],
    ['Gross fixed capital formation of the members.', 'Валовые вложения участников в основной капитал.'],
  ),
  sum(
    'rd-spend',
    'thousand',
    ['R&D spending', 'Затраты на исследования и разработки'],
    ['Internal spending on research and development.', 'Внутренние затраты на исследования и разработки.'],
  ),
  sum(
    'patents',
    'number',
    ['Patents', 'Патенты'],
    ['Patent applications filed by members in the year.', 'Патентные заявки, поданные участниками за год.'],
  ),
  sum(
    'new-products',
    'number',
    ['New products', 'Новая продукция'],
    [
      'Products new to the market that members brought out in the year.',
      'Новые для рынка продукты, выпущенные участниками за год.',
    ],
  ),
  sum(
    'new-firms',
    'number',
    ['New firms', 'Новые предприятия'],
    ['Firms founded out of the cluster in the year.', 'Предприятия, созданные в кластере за год.'],
    OWN,
  ),
  sum(
    'taxes',
    'thousand',
    ['Taxes', 'Налоги'],
    ['Taxes and contributions that members paid.', 'Налоги и взносы, уплаченные участниками.'],
  ),
  sum(
    'member-firms',
    'number',
    ['Firms among members', 'Предприятия среди участников'],
    [
      'Members that are firms, as the management reports them.',
      'Участники-предприятия по отчёту управляющей организации.',
    ],
    { ...OWN, ...STOCK },
  ),
  sum(
    'member-smes',
    'number',
    ['SMEs among members', 'МСП среди участников'],
    ['Members that are micro, small or medium firms.', 'Участники — микро-, малые и средние предприятия.'],
    { ...OWN, ...STOCK },
  ),
  sum(
    'management-fte',
    'fte',
    ['Management staff', 'Персонал управляющей организации'],
    ['Staff dedicated to the management of the cluster.', 'Персонал, занятый управлением кластером.'],
    { ...OWN, decimals: 1, overTime: 'mean' },
  ),
  sum(
    'management-budget',
    'thousand',
    ['Management budget', 'Бюджет управления'],
    ['Yearly budget of the management organisation.', 'Годовой бюджет управляющей организации.'],
    OWN,
  ),
  sum(
    'private-budget',
    'thousand',
    ['Private part of the budget', 'Частная часть бюджета'],
    [
      'The part of the management budget that members and customers pay.',
      'Часть бюджета управления, оплаченная участниками и заказчиками.',
    ],
    OWN,
  ),
  sum(
    'working-groups',
    'number',
    ['Working groups', 'Рабочие группы'],
    [
      'Groups of members that met at least twice in the year.',
      'Группы участников, собиравшиеся не менее двух раз за год.',
    ],
    OWN,
  ),
  sum(
    'events',
    'number',
    ['Events', 'Мероприятия'],
    ['Events that the management held in the quarter.', 'Мероприятия управляющей организации за квартал.'],
    { ...OWN, frequency: 'Q' },
  ),
  sum(
    'event-participants',
    'persons',
    ['Participants of events', 'Посетители мероприятий'],
    ['People who came to the events of the quarter.', 'Посетители мероприятий за квартал.'],
    { ...OWN, frequency: 'Q' },
  ),
  sum(
    'satisfaction',
    'points',
    ['Satisfaction', 'Удовлетворённость'],
    [
      'How members value the management, mean of a yearly survey.',
      'Оценка управления участниками, среднее ежегодного опроса.',
    ],
    {
      ...OWN,
      decimals: 1,
      aggregation: { rule: 'mean' },
      overTime: 'mean',
      validRange: { min: '1', max: '10' },
    },
  ),
  sum(
    'internal-purchases',
    'thousand',
    ['Purchases within the cluster', 'Закупки внутри кластера'],
    [
      'Purchases of final producers from intermediate producers of the cluster.',
      'Закупки производителей конечной продукции у участников кластера.',
    ],
  ),
  sum(
    'total-purchases',
    'thousand',
    ['Purchases in all', 'Закупки всего'],
    [
      'Purchases of the same final producers in all.',
      'Все закупки тех же производителей конечной продукции.',
    ],
  ),
  sum(
    'tied-members',
    'number',
    ['Members with a tie', 'Участники со связями'],
    [
      'Members with at least one cooperation tie in the year.',
      'Участники хотя бы с одной кооперационной связью за год.',
    ],
    { ...OWN, ...STOCK },
  ),
  sum(
    'reported-members',
    'number',
    ['Members reported on', 'Участники в отчёте'],
    ['Members that the yearly report speaks of.', 'Участники, охваченные годовым отчётом.'],
    { ...OWN, ...STOCK },
  ),
  sum(
    'joint-projects',
    'number',
    ['Joint projects', 'Совместные проекты'],
    [
      'Projects of at least two members that ran in the year.',
      'Проекты не менее двух участников, шедшие в течение года.',
    ],
    OWN,
  ),
  sum(
    'project-budget',
    'thousand',
    ['Budget of joint projects', 'Бюджет совместных проектов'],
    ['Yearly budget of the joint projects.', 'Годовой бюджет совместных проектов.'],
    OWN,
  ),
  share(
    'high-performance-jobs-share',
    ['high-performance-jobs', 'employment'],
    ['Share of high-performance jobs', 'Доля высокопроизводительных рабочих мест'],
    [
      'High-performance jobs divided by employment.',
      'Высокопроизводительные рабочие места, делённые на занятость.',
    ],
  ),
  share(
    'productivity',
    ['value-added', 'employment'],
    ['Productivity', 'Производительность'],
    ['Value added per person employed.', 'Добавленная стоимость на одного занятого.'],
    { unit: text(UNITS.perPerson), decimals: 1 },
  ),
  share(
    'sme-share',
    ['member-smes', 'member-firms'],
    ['Share of SMEs', 'Доля МСП'],
    ['SMEs among the firms.', 'МСП среди предприятий.'],
    { ...OWN, direction: 'neutral' },
  ),
  share(
    'private-share',
    ['private-budget', 'management-budget'],
    ['Private share of the budget', 'Частная доля бюджета'],
    ['The private part of the management budget.', 'Частная часть бюджета управления.'],
    OWN,
  ),
  share(
    'internal-purchase-share',
    ['internal-purchases', 'total-purchases'],
    ['Purchase share within the cluster', 'Доля закупок внутри кластера'],
    [
      'Purchases within the cluster divided by all purchases of final producers.',
      'Закупки внутри кластера, делённые на все закупки производителей конечной продукции.',
    ],
  ),
  share(
    'tied-share',
    ['tied-members', 'reported-members'],
    ['Share of members with a tie', 'Доля участников со связями'],
    [
      'Members with at least one tie among all reported on.',
      'Участники хотя бы с одной связью среди всех в отчёте.',
    ],
    OWN,
  ),
]
