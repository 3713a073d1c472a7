import { ClusterStore } from '#registry/clusters/cluster-store'
import { contentAt, extractSources } from '#registry/extracts/extract-of'
import { RegisterStore } from '#registry/registers/register-store'
import { anEntry, anOrganisation, editor, type Platform, platform, send } from '../support.ts'

export const at = (day: string) => new Date(`${day}T10:00:00.000Z`)
export const NUMBER = '2024-0001'

type Given = Awaited<ReturnType<typeof platform>>

/** What an extract says, as the thing itself and as the bytes that are answered. */
export const extract = async (
  { table }: Given,
  { asOf, knownAt }: { asOf: string; knownAt: string },
  number = NUMBER,
) => {
  const registers = new RegisterStore(table)
  const { value: register } = await registers.get('national')
  const sources = await extractSources({ registers, clusters: new ClusterStore(table) }, register, number)
  const content = contentAt(sources, { asOf, knownAt: `${knownAt}T00:00:00.000Z` })
  return { content, bytes: JSON.stringify(content) }
}

const decision = (version: number, { inForce, on }: { inForce: string; on: string }) => ({
  params: { registerId: 'national', number: NUMBER },
  version,
  body: { act: { kind: 'Order', number: '7' }, reason: 'of the authority alone', inForce },
  at: at(on),
})

/** Suspends the entry by a decision recorded on a day. */
export const suspended = ({ registry }: Platform, version: number, when: { inForce: string; on: string }) =>
  send(registry.suspendEntry, decision(version, when))

/** Annuls the entry by a decision recorded on a day. */
export const annulled = ({ registry }: Platform, version: number, when: { inForce: string; on: string }) =>
  send(registry.annulEntry, decision(version, when))

/** Registered on 1 May 2024 with a description, a contact and a management organisation. */
export const registered = async (over: object = {}) => {
  const given = await platform()
  const { body: managing } = await send(given.registry.createOrganisation, {
    actor: editor,
    body: anOrganisation({ names: { en: 'Optics Office', ru: 'Дирекция оптики' } }),
  })
  const { cluster } = await anEntry(
    given,
    {
      descriptions: { en: 'Lenses' },
      contact: { email: 'office@optics.example', phone: '+49 89 1' },
      managementOrganisation: managing.id,
      ...over,
    },
    { decisionDate: '2024-05-01' },
  )
  return { ...given, id: cluster.id, managing: managing.id }
}
