import type { Power } from '#kernel/powers'
import { indicatorCatalogue } from '../../../infra/catalogue/indicators.ts'
import { emailOf } from '../../../infra/local/personas.ts'
import type { OneProcess } from './platform.ts'

const id = (prefix: string, number: number): string => `${prefix}_${String(number).padStart(26, '0')}`

export const CLUSTERS: readonly string[] = Array.from({ length: 40 }, (_, index) => id('clu', index + 1))
const MANAGEMENT = id('org', 1)
/** Members of the last cluster but one. */
export const FIRMS: readonly string[] = [2, 3, 4].map((number) => id('org', number))

const act = { kind: 'Order', number: '1', date: '2025-11-03' }

interface Seat {
  readonly subject: 'ministry' | 'analyst' | 'manager'
  readonly holder: string
  readonly powers: readonly Power[]
}

const SEATS: readonly Seat[] = [
  {
    subject: 'ministry',
    holder: 'ministry',
    powers: [
      'cluster.register',
      'organisation.edit',
      'membership.confirm',
      'target.set',
      'campaign.manage',
      'kpi.verify',
      'release.publish',
      'report.schedule',
    ],
  },
  { subject: 'analyst', holder: 'statistics', powers: ['indicator.manage', 'code-list.manage'] },
  { subject: 'manager', holder: MANAGEMENT, powers: ['kpi.submit'] },
]

/** Gives an empty platform its authorities, two Länder and a register of 40 clusters with one management, all by the API.
 *  @returns the ids of the persons */
export const found = async ({ ask }: OneProcess): Promise<Readonly<Record<Seat['subject'], string>>> => {
  const person = async (subject: Seat['subject']): Promise<string> => {
    const body = { subject, name: subject, email: emailOf(subject) }
    return (await ask('POST', '/persons', { as: 'founder', body })).id
  }
  const persons = {
    ministry: await person('ministry'),
    analyst: await person('analyst'),
    manager: await person('manager'),
  }
  for (const code of ['ministry', 'statistics']) {
    const body = { code, names: { en: code }, level: 'national', territory: ['*'] }
    await ask('POST', '/authorities', { as: 'founder', body })
  }
  for (const { subject, holder, powers } of SEATS) {
    const seat = { person: persons[subject], holder, role: 'editor', from: '2025-01-01' }
    await ask('POST', '/positions', { as: 'founder', body: seat })
    for (const power of powers) {
      const grant = { holder, power, territory: ['*'], from: '2025-01-01', basis: 'Act', act }
      await ask('POST', '/grants', { as: 'founder', body: grant })
    }
  }
  const accepted = async (path: string, as: string, rows: readonly object[]): Promise<void> => {
    const { rows: results } = await ask('POST', path, { as, body: { rows } })
    const refused = results.find(({ outcome }: { outcome: string }) => outcome === 'rejected')
    if (refused !== undefined) throw new Error(`${path}: ${JSON.stringify(refused)}`)
  }
  await accepted('/code-lists/regions', 'analyst', [
    { code: 'DE', level: 'country', names: { en: 'Germany', ru: 'Германия' } },
    { code: 'DE-BY', parent: 'DE', level: 'land', names: { en: 'Bavaria', ru: 'Бавария' } },
    { code: 'DE-HE', parent: 'DE', level: 'land', names: { en: 'Hesse', ru: 'Гессен' } },
  ])
  await accepted(
    '/indicators/import',
    'analyst',
    indicatorCatalogue().filter(({ code }) => code === 'revenue'),
  )
  const names = ['Cluster Services', 'Lens Works', 'Laser Works', 'Glass Works']
  await accepted(
    '/organisations/import',
    'ministry',
    names.map((en, index) => ({
      id: id('org', index + 1),
      names: { en },
      kind: index === 0 ? 'association' : 'firm',
      noIdentifierReason: 'Invented',
      seat: { region: 'DE-BY' },
    })),
  )
  await accepted(
    '/registers/national/entries/import',
    'ministry',
    CLUSTERS.map((cluster, index) => ({
      id: cluster,
      names: { en: `Cluster ${index + 1}`, ru: `Кластер ${index + 1}` },
      primaryCategory: '_U',
      regions: [index % 2 === 0 ? 'DE-BY' : 'DE-HE'],
      managementOrganisation: MANAGEMENT,
      registeredOn: '2025-11-03',
      act,
    })),
  )
  await accepted(
    '/memberships/import',
    'ministry',
    FIRMS.map((organisation) => ({
      cluster: CLUSTERS[38],
      organisation,
      from: '2025-11-03',
      roles: ['final-producer'],
    })),
  )
  return persons
}
