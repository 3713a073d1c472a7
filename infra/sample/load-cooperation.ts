import type { createRegistry } from '#registry/index'
import { FacilityContent, NewTie, type OrganisationId } from '#registry/model'
import type { Sample } from './model.ts'
import { OPERATOR, operatorCall } from './operator.ts'

type Registry = ReturnType<typeof createRegistry>

/** Records ties to which both sides agree, and facilities. Where there are facilities already, so are the ties. */
export const loadCooperation = async (
  registry: Registry,
  { ties, facilities }: Pick<Sample, 'ties' | 'facilities'>,
  at: Date,
): Promise<void> => {
  const call = operatorCall([], at, undefined)
  const known = await registry.listFacilities({
    ...call,
    body: undefined,
    query: { sort: 'name', order: 'asc' },
  })
  if (known.body.items.length > 0) return
  for (const { cluster, ...tie } of ties) {
    const { body } = await registry.createTie({
      ...call,
      params: { clusterId: cluster },
      body: NewTie.parse(tie),
    })
    let expectedVersion = 1
    for (const side of [body.supplier, body.customer]) {
      await registry.agreeToTie({
        ...call,
        actor: editorOf(side),
        params: { clusterId: cluster, tieId: body.id, organisationId: side },
        body: { publish: true, managementMayRead: false },
        expectedVersion,
      })
      expectedVersion += 1
    }
  }
  for (const facility of facilities)
    await registry.createFacility({ ...call, body: FacilityContent.parse(facility) })
}

/** The operator in the place of an editor of an organisation: each side agrees for itself. */
const editorOf = (side: OrganisationId) => ({
  ...OPERATOR,
  capability: {
    subject: 'operator',
    person: 'operator',
    grants: OPERATOR.kind === 'account' ? [...(OPERATOR.capability?.grants ?? [])] : [],
    positions: [{ holder: side, role: 'editor' as const }],
  },
})
