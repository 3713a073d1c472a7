import { stringify } from 'csv-stringify/sync'
import type * as z from 'zod'
import { cellsOf, columnsOf } from '#imports/written-cells'
import { sha256 } from '#kernel/digest'
import type { MovedRecord } from '#kernel/moved-record'
import { MOVED_KINDS, type MovedKindName } from '#records/model'
import { kindNamed } from '../../infra/commands/import/kinds.ts'

/** What the records are about. */
export interface World {
  readonly cluster: string
  readonly firm: string
  readonly office: string
  readonly register: string
  readonly person: string
}

const AT = '2025-03-01T09:30:00.000Z'
const id = (prefix: string) => `${prefix}_01HKXZ0000000000000000000A`
const CAMPAIGN = id('cam')
const RULE = id('alr')
const RELEASE = id('rel')
const REPORT = id('rep')
const RUN = id('rpr')
const SLICE = 'cluster#employment#_T#2024'

/** The one file of the run. */
export const REPORT_FILE = { run: RUN, name: 'report.json', content: '{"all":"is well"}\n' }

const condition = { kind: 'stale-profile', days: 100 }
const figures = [{ indicator: 'employment', breakdown: '_T' }]

const alertOf = (occurrence: number, progress: unknown) => ({
  id: `alt_01HKXZ0000000000000000000${occurrence}`,
  rule: RULE,
  name: { en: 'Stale', ru: 'Давно не подтверждено' },
  severity: 'info',
  condition,
  subject: { universe: 'cluster', dimension: 'unit', code: id('clu') },
  place: { regionPaths: [['DE', 'DE-BY']], cluster: id('clu') },
  told: 'kpi.verify',
  value: 120,
  occurrence,
  openedAt: AT,
  progress,
  run: 'run-1',
  announced: true,
})

const content = {
  names: { en: 'Nation' },
  scope: { kind: 'nation' },
  frequency: 'A',
  periods: 3,
  indicators: ['employment'],
  sections: ['key-figures'],
  languages: ['ru'],
  formats: ['html'],
  audience: 'authority',
  schedule: { cron: '0 7 1 2 *', timeZone: 'Europe/Berlin' },
  recipients: [],
}

const RELEASED = {
  code: 'DE',
  since: 1,
  value: '12',
  obsStatus: 'A',
  reporting: 1,
  expected: 1,
  byStatus: { A: 1 },
  estimatedShare: 0,
  statistics: null,
  method: 'agglomera-aggregate-3',
  definitionVersion: 1,
  hash: 'cuzrYV_Yhmg',
  changes: [],
}

/** At least one record of each kind that moves as it is. */
export const movedWorld = (
  world: World,
): Readonly<Record<MovedKindName, readonly z.input<typeof MovedRecord>[]>> => {
  const { cluster, firm, office, register, person } = world
  const euros = (minorUnits: number) => ({ minorUnits, currency: 'EUR' })
  const application = {
    id: id('app'),
    register,
    cluster,
    kind: 'entry',
    status: 'refused',
    createdBy: person,
    createdAt: AT,
    preparedBy: [person],
    assessedBy: ['per_01HKXZ0000000000000000000Z'],
    decidedBy: 'per_01HKXZ0000000000000000000Y',
    comments: [{ field: '/seat/town', text: 'Which one?' }],
  }
  const step = { subject: `APPLICATION#${id('app')}`, at: AT, inForce: '2025-03-01', actor: person }
  const alertKey = `${RULE}#cluster#unit#${id('clu')}`
  const done = { by: person, at: AT, note: '2024' }
  return {
    tie: [
      {
        of: cluster,
        version: 4,
        data: {
          id: id('tie'),
          cluster,
          supplier: firm,
          customer: office,
          kind: 'supply',
          from: '2021-01-01',
          to: null,
          publishedBy: [firm, office],
          managementAdmittedBy: [firm],
          values: [{ year: 2023, value: euros(12_345), confirmedBy: [firm] }],
          createdAt: AT,
          updatedAt: AT,
        },
      },
    ],
    'member-figures': [
      {
        of: cluster,
        version: 2,
        data: {
          cluster,
          organisation: firm,
          year: 2023,
          purchasesTotal: euros(500_000),
          hasOutput: true,
          managementMayRead: false,
          updatedAt: AT,
        },
      },
    ],
    'membership-proposal': [
      {
        of: cluster,
        version: 2,
        data: {
          id: id('mem'),
          cluster,
          organisation: office,
          membership: { organisation: office, from: '2025-01-01', to: null, roles: ['service'], tasks: [] },
          proposedBy: 'management',
          state: 'declined',
          reason: 'No time for it',
          createdAt: AT,
          closedOn: '2025-03-02',
        },
      },
    ],
    assessment: [
      {
        of: cluster,
        version: 1,
        data: {
          id: id('asm'),
          cluster,
          ruleSet: 'small',
          version: 1,
          on: '2025-03-01',
          verdict: 'fail',
          results: [
            {
              at: '/rule',
              names: { en: 'At least three members' },
              kind: 'comparison',
              verdict: 'fail',
              verified: true,
            },
          ],
          inputsHash: sha256('{}'),
          validityMonths: 12,
          assessedBy: person,
          assessedAt: AT,
        },
      },
    ],
    'assessment-inputs': [
      {
        of: id('asm'),
        version: 1,
        data: { assessment: id('asm'), part: 0, of: 1, data: 'H4sIAAAAAAAAA6uuBQBDv6ajAgAAAA==' },
      },
    ],
    application: [{ of: `${register}#refused`, version: 4, data: application }],
    'application-step': [
      { of: id('app'), data: { ...step, version: 2, action: 'submit', status: 'submitted' } },
      {
        of: id('app'),
        data: {
          ...step,
          version: 4,
          action: 'refuse',
          status: 'refused',
          reason: 'true',
          act: { kind: 'Order' },
        },
      },
    ],
    campaign: [
      {
        version: 2,
        data: {
          id: CAMPAIGN,
          name: { en: 'Figures of 2024' },
          figures,
          period: '2024',
          opensOn: '2025-01-01',
          deadline: '2025-02-01',
          timeZone: 'Europe/Berlin',
          reminders: [-7],
          scope: { territory: ['*'], statuses: ['registered'], later: true },
          checks: [],
          status: 'closed',
          createdBy: person,
          openedAt: AT,
          endedAt: AT,
          reason: 'Over',
        },
      },
    ],
    'campaign-duty': [
      {
        of: '2024',
        version: 2,
        data: {
          campaign: CAMPAIGN,
          period: '2024',
          figures,
          territory: ['*'],
          opened: [cluster],
          changes: [
            { cluster, kind: 'exempted', on: '2025-01-15', reason: 'Founded late', by: person, at: AT },
          ],
        },
      },
    ],
    'campaign-form': [
      {
        of: CAMPAIGN,
        version: 3,
        data: {
          campaign: CAMPAIGN,
          cluster,
          status: 'verified',
          editors: [person],
          notes: [],
          decidedAt: AT,
        },
      },
    ],
    'member-form': [
      {
        of: CAMPAIGN,
        version: 2,
        data: {
          campaign: CAMPAIGN,
          cluster,
          organisation: firm,
          status: 'answered',
          digest: sha256('mlk'),
          expiresOn: '2025-02-01',
          values: [{ ...figures[0], value: '12', obsStatus: 'A' }],
          agreed: false,
          answeredAt: AT,
        },
      },
    ],
    'named-enterprises': [
      {
        of: SLICE,
        version: 1,
        data: {
          slice: SLICE,
          cluster,
          enterprises: [{ enterprise: firm, value: '12', waived: false }],
          hidden: [firm],
        },
      },
    ],
    'cluster-openness': [
      {
        version: 1,
        data: {
          cluster,
          agreements: [
            { indicator: 'employment', from: '2025-01-01', to: null, agreedBy: person, agreedAt: AT },
          ],
        },
      },
    ],
    'alert-rule': [
      {
        version: 1,
        data: {
          id: RULE,
          name: { en: 'Stale', ru: 'Давно не подтверждено' },
          severity: 'info',
          territory: 'DE',
          condition,
          told: 'kpi.verify',
          enabled: false,
        },
      },
    ],
    alert: [{ of: RULE, version: 3, data: alertOf(2, { state: 'acknowledged', acknowledged: done }) }],
    'past-alert': [
      { of: alertKey, version: 1, data: alertOf(1, { state: 'resolved', resolved: done, quiet: false }) },
    ],
    release: [
      {
        version: 5,
        data: {
          release: RELEASE,
          title: { en: 'Employment' },
          indicators: ['employment'],
          periods: ['2014'],
          releaseAt: AT,
          embargo: [],
          status: 'published',
          number: 1,
          attempt: 1,
          preparedAt: AT,
          publishedAt: AT,
          late: false,
        },
      },
    ],
    'release-counter': [{ version: 4, data: { last: 1, open: null } }],
    'release-number': [
      {
        data: {
          number: 1,
          release: RELEASE,
          attempt: 1,
          status: 'published',
          slices: [['employment', '2014']],
          readers: [],
        },
      },
    ],
    'release-content': [
      {
        of: '1.1',
        place: 'employment#2014',
        data: {
          universe: 'cluster',
          indicator: 'employment',
          breakdown: '_T',
          period: '2014',
          expected: 1,
          reporting: 1,
          shown: 1,
          withheld: 0,
          standing: 0,
        },
      },
    ],
    'release-rows': [
      {
        of: '1.1#employment',
        place: 'nation#2014#00000000',
        data: { rows: [['region', RELEASED]] },
      },
    ],
    'release-basis': [{ of: '1.1#employment', place: '00000000', data: { gzip: '' } }],
    report: [
      {
        version: 1,
        data: { id: REPORT, content, owner: person, place: { regions: [] }, createdAt: AT, updatedAt: AT },
      },
    ],
    'due-report': [{ version: 1, data: { report: REPORT, nextRun: '2099-02-01T06:00:00.000Z' } }],
    'report-run': [
      {
        of: REPORT,
        version: 2,
        data: {
          id: RUN,
          report: REPORT,
          content,
          owner: person,
          place: { regions: [] },
          period: '2024',
          startedAt: AT,
          due: null,
          requestedBy: person,
          state: 'finished',
          attempts: 1,
          queuedAt: AT,
          inputHash: sha256('all'),
          files: [
            {
              name: REPORT_FILE.name,
              format: 'json',
              sha256: sha256(REPORT_FILE.content),
              bytes: Buffer.byteLength(REPORT_FILE.content),
            },
          ],
          finishedAt: AT,
        },
      },
    ],
    'mail-settings': [{ of: person, version: 1, data: { person, language: 'ru' } }],
  }
}

/** Records as the tables that an export would write. */
export const tablesOf = (records: ReturnType<typeof movedWorld>): Readonly<Record<MovedKindName, string>> => {
  const tables = MOVED_KINDS.map((name) => {
    const { fields = [] } = kindNamed(name) ?? {}
    const rows = records[name].map((row) => cellsOf(fields, row))
    return [name, stringify(rows, { header: true, columns: columnsOf(fields, records[name]) })]
  })
  return Object.fromEntries(tables)
}
