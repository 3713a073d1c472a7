import { describe, expect, it } from 'vitest'
import { AlertRuleContent } from '../../../../shared/monitoring/alerts/model.ts'
import { CampaignContent } from '../../../../shared/monitoring/campaigns/model/campaign.ts'
import { TargetRow } from '../../../../shared/monitoring/model.ts'
import { ReleasePlan } from '../../../../shared/monitoring/releases/model/release.ts'
import { ReportContent } from '../../../../shared/reports/model.ts'
import { ruleContent, ruleValues } from '../../../../web/app/areas/monitoring/alerts/rule-values.ts'
import { imputationContent } from '../../../../web/app/areas/monitoring/gaps/contents.ts'
import { emptyPlan, planContent, planOf } from '../../../../web/app/areas/monitoring/plan/campaign-plan.ts'
import { percentOf, shareOf } from '../../../../web/app/areas/monitoring/plan/check-values.ts'
import {
  releasePlanContent,
  releasePlanValues,
  revisionOf,
} from '../../../../web/app/areas/monitoring/releases/plan-values.ts'
import { reportContent, reportValues } from '../../../../web/app/areas/monitoring/reports/report-values.ts'
import { targetRow, targetValues } from '../../../../web/app/areas/monitoring/targets/target-values.ts'

/** What forms hold, sent unchanged, has to be what was read: else opening a form and saving it would change things. */

const name = { en: 'Quarter', ru: 'Квартал' }

describe('a campaign in its form', () => {
  const campaign = CampaignContent.parse({
    name,
    figures: [{ indicator: 'revenue' }, { indicator: 'employment', breakdown: 'C' }],
    period: '2026-Q2',
    opensOn: '2026-07-01',
    deadline: '2026-08-15',
    timeZone: 'Europe/Berlin',
    scope: { territory: ['DE-BY'], categories: ['food'], statuses: ['registered'], later: false },
    checks: [
      { rule: 'range', indicator: 'revenue', min: '0', max: '5000000', severity: 'error' },
      { rule: 'jump', indicator: 'revenue', share: 0.07 },
      { rule: 'part', part: { indicator: 'employment', breakdown: 'C' }, whole: { indicator: 'employment' } },
      {
        rule: 'ratio',
        numerator: { indicator: 'revenue' },
        denominator: { indicator: 'employment' },
        min: 0.5,
      },
    ],
  })

  it('is sent as it was read', () => {
    expect(CampaignContent.parse(planContent(planOf(campaign)))).toEqual(campaign)
  })

  it('takes either minus in its reminders, and tells of what is no number', () => {
    const plan = { ...planOf(campaign), reminders: '−7; -1 2' }
    expect(CampaignContent.parse(planContent(plan)).reminders).toEqual([-7, -1, 2])
    const { error } = CampaignContent.safeParse(planContent({ ...plan, reminders: 'soon' }))
    expect(error?.issues.map(({ path }) => path)).toEqual([['reminders', 0]])
  })

  it('tells of all that is missing where it belongs', () => {
    const plan = { ...emptyPlan('UTC'), checks: [{}, { rule: 'jump' as const }] }
    const { error } = CampaignContent.safeParse(planContent(plan))
    expect(error?.issues.map(({ path }) => path.join('/'))).toEqual([
      'name',
      'figures',
      'period',
      'opensOn',
      'deadline',
      'scope/territory',
      'checks/0/rule',
      'checks/1/indicator',
      'checks/1/share',
    ])
  })

  it('has shares in per cent without the digits of binary fractions', () => {
    expect(percentOf(0.07)).toBe(7)
    expect(shareOf(7)).toBe(0.07)
  })
})

describe('an imputation in its form', () => {
  it('has a value only where somebody estimates it', () => {
    const values = { figure: 'revenue#C', reason: 'No answer', value: 5 } as const
    expect(imputationContent({ ...values, method: 'carried-forward' })).toEqual({
      values: [{ indicator: 'revenue', breakdown: 'C', method: 'carried-forward', reason: 'No answer' }],
    })
    expect(imputationContent({ ...values, method: 'expert-estimate' })).toMatchObject({
      values: [{ value: '5' }],
    })
  })
})

describe('a rule of alerts in its form', () => {
  const figure = { indicator: 'revenue', universe: 'cluster', breakdown: '_T', dimension: 'category' }
  it.for([
    { kind: 'threshold', figure, side: 'above', limit: '100.5', until: '90' },
    { kind: 'change', figure, against: 'previous', side: 'below', limit: -0.07, until: 0 },
    { kind: 'coverage-below', figure, limit: 0.95 },
    { kind: 'missed-deadline', days: 30, of: 'campaign' },
    { kind: 'stale-profile', days: 400 },
  ])('is sent as it was read: $kind', (condition) => {
    const rule = AlertRuleContent.parse({
      name,
      severity: 'warning',
      territory: 'DE',
      condition,
      told: 'kpi.verify',
    })
    const values = ruleValues({ ...rule, id: 'alr_01M8FECDXE98WG7VA39JHMYAGT' })
    expect(AlertRuleContent.parse(ruleContent(values))).toEqual(rule)
  })
})

describe('a target in its form', () => {
  it('is sent as it was read', () => {
    const row = TargetRow.parse({
      universe: 'cluster',
      dimension: 'region',
      code: 'DE-BY',
      indicator: 'employment',
      period: '2028',
      target: '1200.5',
      baseline: '1000',
      baselinePeriod: '2024',
      trajectory: [{ period: '2026', value: '1100' }],
      band: { from: '1000', to: '1300' },
    })
    expect(TargetRow.parse(targetRow(targetValues({ ...row, setBy: 'per_1' })))).toEqual(row)
  })

  it('holds nothing that is empty', () => {
    const values = { universe: 'cluster', breakdown: '_T', target: 1, trajectory: [], band: {} } as const
    expect(targetRow(values)).toEqual({ universe: 'cluster', breakdown: '_T', target: '1' })
  })
})

describe('a release in its form', () => {
  const release = {
    release: 'rel_01M8FECCEPGPY0V405FNFGXN6W',
    title: name,
    releaseAt: '2027-03-02T09:00:00.000Z',
    indicators: ['revenue'],
    periods: ['2026-Q1', '2026-Q2'],
    note: { en: 'Late reports', ru: 'Поздние отчёты' },
    embargo: [{ person: 'per_01HKXZ00003NQXJ53YWYQ1EXKS', office: { en: 'Office', ru: 'Ведомство' } }],
    status: 'planned',
    number: null,
    preparedAt: null,
    publishedAt: null,
    late: false,
  } as const

  it('is sent as it was read, but what only the platform says', () => {
    const {
      release: _r,
      status: _s,
      number: _n,
      preparedAt: _p,
      publishedAt: _o,
      late: _l,
      ...plan
    } = release
    const values = releasePlanValues({
      ...release,
      indicators: [...release.indicators],
      periods: [...release.periods],
      embargo: [...release.embargo],
    })
    expect(ReleasePlan.parse(releasePlanContent(values))).toEqual(plan)
  })

  it('is revised under another title, at another time, with a note of its own', () => {
    const revision = revisionOf({
      ...release,
      indicators: [...release.indicators],
      periods: [...release.periods],
      embargo: [...release.embargo],
    })
    expect(revision).toEqual({
      indicators: ['revenue'],
      periods: '2026-Q1, 2026-Q2',
      embargo: release.embargo,
    })
  })
})

describe('a report in its form', () => {
  it('is sent as it was read, its sections in their order', () => {
    const content = ReportContent.parse({
      names: name,
      scope: { kind: 'region', code: 'DE-BY' },
      frequency: 'Q',
      indicators: ['revenue'],
      sections: ['key-figures', 'method'],
      languages: ['en'],
      formats: ['html'],
      schedule: { cron: '0 7 1 2,5,8,11 *', timeZone: 'Europe/Berlin' },
      recipients: [{ person: 'per_01HKXZ00003NQXJ53YWYQ1EXKS', language: 'en' }],
    })
    const values = reportValues(content, 'UTC')
    expect(ReportContent.parse(reportContent(values))).toEqual(content)
    const turned = { ...values, sections: values.sections.toReversed() }
    expect(ReportContent.parse(reportContent(turned)).sections).toEqual(['key-figures', 'method'])
  })
})
