import { RuleSetVersionContent } from '../../model.ts'
import type { Example } from './example.ts'

const NOT_READ = {
  en: 'Not verified: nobody has read this in the legal text.',
  ru: 'Не проверено: в тексте акта это никто не читал.',
}

/** The conditions for an industrial cluster by the decree of the Government of the Russian Federation No. 779 of
 *  31 July 2015. The list of territories is empty until somebody fills it in. */
export const industrialCluster779 = (): Example => ({
  ruleSet: {
    code: 'industrial-cluster-779',
    names: { en: 'Industrial cluster, PP RF 779', ru: 'Промышленный кластер, ПП РФ № 779' },
    territory: ['*'],
  },
  version: RuleSetVersionContent.parse({
    from: '2015-07-31',
    legalBasis: {
      kind: 'Постановление Правительства Российской Федерации',
      number: '779',
      date: '2015-07-31',
    },
    newcomerYears: 3,
    territories: { codes: [], verified: false, note: NOT_READ },
    rule: {
      kind: 'all-of',
      names: { en: 'Industrial cluster', ru: 'Промышленный кластер' },
      verified: true,
      rules: [
        {
          kind: 'comparison',
          names: { en: 'At least 10 members', ru: 'Не менее 10 участников' },
          verified: true,
          metric: 'members',
          operator: '>=',
          threshold: '10',
        },
        {
          kind: 'comparison',
          names: {
            en: 'A final producer is among them',
            ru: 'Среди них есть производитель конечной продукции',
          },
          verified: true,
          metric: 'final-producers',
          operator: '>=',
          threshold: '1',
        },
        {
          kind: 'comparison',
          names: {
            en: 'Every member but newcomers has a tie or a special investment contract',
            ru: 'У каждого участника, кроме новых, есть связь или специальный инвестиционный контракт',
          },
          verified: true,
          metric: 'members-without-tie',
          operator: '=',
          threshold: '0',
        },
        {
          kind: 'comparison',
          names: {
            en: 'Purchase share at least 20 %, or 10 % where 30 % of members are active in listed territories',
            ru: 'Доля закупок не менее 20 %, либо 10 %, если 30 % участников работают на территориях из перечня',
          },
          verified: false,
          note: {
            en: 'Which purchases enter the denominator is not verified against the legal text.',
            ru: 'Какие закупки входят в знаменатель, по тексту акта не проверено.',
          },
          metric: 'purchase-share',
          operator: '>=',
          threshold: {
            when: {
              kind: 'comparison',
              names: {
                en: 'At least 30 % of members carry on activity in listed territories',
                ru: 'Не менее 30 % участников ведут деятельность на территориях из перечня',
              },
              verified: true,
              metric: 'share-in-listed-territories',
              operator: '>=',
              threshold: '0.3',
            },
            ifMet: '0.1',
            otherwise: '0.2',
          },
        },
        {
          kind: 'comparison',
          names: { en: 'At most 3 newcomers', ru: 'Не более 3 новых участников' },
          verified: true,
          metric: 'newcomers',
          operator: '<=',
          threshold: '3',
        },
        {
          kind: 'comparison',
          names: { en: 'An educational organisation', ru: 'Образовательная организация' },
          verified: false,
          note: NOT_READ,
          metric: 'educational-organisations',
          operator: '>=',
          threshold: '1',
        },
        {
          kind: 'comparison',
          names: {
            en: '2 objects of technological infrastructure',
            ru: '2 объекта технологической инфраструктуры',
          },
          verified: false,
          note: NOT_READ,
          metric: 'technological-infrastructure',
          operator: '>=',
          threshold: '2',
        },
        {
          kind: 'comparison',
          names: {
            en: 'Productivity above that of the region',
            ru: 'Производительность труда выше региональной',
          },
          verified: false,
          note: NOT_READ,
          metric: 'productivity-ratio',
          operator: '>',
          threshold: '1',
        },
        {
          kind: 'comparison',
          names: {
            en: 'Half of the jobs are high-performance',
            ru: 'Половина рабочих мест — высокопроизводительные',
          },
          verified: false,
          note: NOT_READ,
          metric: 'high-performance-jobs',
          operator: '>=',
          threshold: '0.5',
        },
      ],
    },
  }),
})
