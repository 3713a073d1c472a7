import { type Rule, RuleSetVersionContent } from '../../model.ts'
import type { Example } from './example.ts'

const yes = (metric: Extract<Rule, { kind: 'comparison' }>['metric'], en: string, ru: string) => ({
  kind: 'comparison' as const,
  names: { en, ru },
  verified: true,
  metric,
  operator: '=' as const,
  threshold: '1',
})

/** The conditions for a profile on the European Cluster Collaboration Platform. */
export const eccpProfile = (): Example => ({
  ruleSet: {
    code: 'eccp-profile',
    names: { en: 'ECCP profile', ru: 'Профиль ECCP' },
    territory: ['*'],
  },
  version: RuleSetVersionContent.parse({
    from: '2020-01-01',
    legalBasis: { kind: 'European Cluster Collaboration Platform: conditions for cluster organisations' },
    rule: {
      kind: 'any-of',
      names: { en: 'ECCP profile', ru: 'Профиль ECCP' },
      verified: true,
      rules: [
        yes(
          'recognised-by-programme',
          'Waived: recognised by a national or regional cluster programme, which is named',
          'Без проверки: признан национальной или региональной кластерной программой (она названа)',
        ),
        yes(
          'social-economy-cluster',
          'Waived: social-economy cluster recognised by the European Commission',
          'Без проверки: кластер социальной экономики, признанный Европейской комиссией',
        ),
        {
          kind: 'all-of',
          names: { en: 'All conditions', ru: 'Все условия' },
          verified: true,
          rules: [
            {
              kind: 'comparison',
              names: {
                en: 'At least 0.5 full-time equivalents of dedicated management',
                ru: 'Не менее 0,5 ставки на управление кластером',
              },
              verified: true,
              metric: 'management-fte',
              operator: '>=',
              threshold: '0.5',
            },
            {
              kind: 'comparison',
              names: { en: 'At least 15 committed members', ru: 'Не менее 15 участников' },
              verified: true,
              metric: 'members',
              operator: '>=',
              threshold: '15',
            },
            {
              kind: 'comparison',
              names: {
                en: 'At least 2 groups of kinds: industry, research and education, public, civil society, finance',
                ru: 'Не менее 2 групп: промышленность, наука и образование, власть, общество, финансы',
              },
              verified: true,
              metric: 'kind-groups',
              operator: '>=',
              threshold: '2',
            },
            {
              kind: 'any-of',
              names: { en: 'A public body takes part', ru: 'Участвует орган власти' },
              verified: true,
              rules: [
                {
                  kind: 'comparison',
                  names: { en: 'A public body is a member', ru: 'Орган власти — участник' },
                  verified: true,
                  metric: 'public-bodies',
                  operator: '>=',
                  threshold: '1',
                },
                yes(
                  'public-collaboration',
                  'Collaboration with a public body is evidenced',
                  'Сотрудничество с органом власти подтверждено',
                ),
              ],
            },
            yes('english-website', 'Website with an English version', 'Сайт с английской версией'),
            yes('activity', 'Proof of activity', 'Подтверждение деятельности'),
          ],
        },
      ],
    },
  }),
})
