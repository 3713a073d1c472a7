import { describe, expect, it } from 'vitest'
import { ForbiddenError, NotFoundError, RuleFailedError, StaleVersionError } from '#kernel/errors'
import { FacilityContent } from '#registry/model'
import { aDraft, anEntry, anOrganisation, anonymous, editor, person, platform, send } from './support.ts'

const keeper = person('keeper', ['facility.manage'])
const bavarian = person('bavarian', ['facility.manage'], ['DE-BY'])
const content = (over: object = {}) => ({
  names: { en: 'Photon Park', ru: 'Фотон-парк' },
  type: 'technopark',
  region: 'DE-BY-M',
  location: { type: 'Point', coordinates: [11.5755, 48.1374] },
  capacity: { number: 12_000, unit: 'm²' },
  occupancy: 0.85,
  services: ['clean room'],
  clusters: [],
  ...over,
})

describe('facilities', () => {
  it('lie in longitude and latitude, in that order', () => {
    const at = (coordinates: unknown) =>
      FacilityContent.safeParse(content({ location: { type: 'Point', coordinates } })).success
    expect(at([140, 36])).toBe(true)
    expect(at([36, 140])).toBe(false)
    expect(FacilityContent.safeParse(content({ occupancy: 1.2 })).success).toBe(false)
  })

  it('are brought in row by row, known by their id, or by type, region and name', async () => {
    const { registry } = await platform()
    const bring = async (...rows: unknown[]) => {
      const { body } = await send(registry.importFacilities, { actor: bavarian, body: { rows } })
      return body.rows.map(({ outcome, code }) => code ?? outcome)
    }
    const known = { id: 'fac_01HKXZ0000000000000000000A', ...content({ names: { en: 'Laser Lab' } }) }
    expect(await bring(known, content(), content(), content({ region: 'DE-HE' }), { names: {} })).toEqual([
      'created',
      'created',
      'unchanged',
      'forbidden',
      'invalid-body',
    ])
    expect(await bring(known, content({ occupancy: 0.5 }), { ...known, services: [] })).toEqual([
      'unchanged',
      'updated',
      'updated',
    ])
    const query = { sort: 'name' as const, order: 'asc' as const }
    const { body } = await send(registry.listFacilities, { actor: anonymous, query })
    expect(body.items.map(({ id, names, occupancy }) => [id === known.id, names['en'], occupancy])).toEqual([
      [true, 'Laser Lab', 0.85],
      [false, 'Photon Park', 0.5],
    ])
  })

  it('are listed by cluster, by region with all below it, and by type', async () => {
    const at = await platform()
    const { registry } = at
    const { cluster } = await anEntry(at)
    const { body: owner } = await send(registry.createOrganisation, { body: anOrganisation() })
    const bodies = [
      content({ owner: owner.id, clusters: [cluster.id] }),
      content({ names: { en: 'Laser Lab' }, type: 'laboratory', region: 'DE-BY', clusters: [cluster.id] }),
      content({ names: { en: 'Hesse Hub' }, region: 'DE-HE' }),
    ]
    for (const body of bodies) await send(registry.createFacility, { actor: keeper, body })
    const names = async (query: object) => {
      const { body } = await send(registry.listFacilities, {
        actor: anonymous,
        query: { sort: 'name', order: 'asc', ...query },
      })
      return body.items.map((one) => one.names['en'])
    }
    expect(await names({})).toEqual(['Hesse Hub', 'Laser Lab', 'Photon Park'])
    expect(await names({ region: 'DE' })).toHaveLength(3)
    expect(await names({ region: 'DE-BY' })).toEqual(['Laser Lab', 'Photon Park'])
    expect(await names({ region: 'DE-BY', type: 'technopark' })).toEqual(['Photon Park'])
    expect(await names({ type: 'technopark' })).toEqual(['Hesse Hub', 'Photon Park'])
    expect(await names({ cluster: cluster.id })).toEqual(['Laser Lab', 'Photon Park'])
    expect(await names({ cluster: cluster.id, region: 'DE-BY-M', type: 'technopark' })).toEqual([
      'Photon Park',
    ])
  })

  it('are managed by who holds the power over their region, before and after', async () => {
    const { registry } = await platform()
    await expect(send(registry.createFacility, { actor: editor, body: content() })).rejects.toThrow(
      ForbiddenError,
    )
    const { body } = await send(registry.createFacility, { actor: bavarian, body: content() })
    const params = { facilityId: body.id }
    const moved = { params, version: 1, body: content({ region: 'DE-HE' }) }
    await expect(send(registry.changeFacility, { ...moved, actor: bavarian })).rejects.toThrow(ForbiddenError)
    await expect(send(registry.changeFacility, { ...moved, actor: keeper, version: 2 })).rejects.toThrow(
      StaleVersionError,
    )
    await send(registry.changeFacility, { ...moved, actor: keeper })
    const list = { query: { region: 'DE-BY', sort: 'name', order: 'asc' } }
    expect((await send(registry.listFacilities, list)).body.items).toEqual([])
    await expect(send(registry.deleteFacility, { actor: bavarian, params, version: 2 })).rejects.toThrow(
      ForbiddenError,
    )
    await send(registry.deleteFacility, { actor: keeper, params, version: 2 })
    await expect(send(registry.getFacility, { params })).rejects.toThrow(NotFoundError)
  })

  it('name regions, owners and registered clusters that are there', async () => {
    const at = await platform()
    const draft = await aDraft(at)
    const refused = [{ region: 'XX' }, { owner: `org_${'0'.repeat(26)}` }, { clusters: [draft.id] }]
    for (const over of refused)
      await expect(send(at.registry.createFacility, { actor: keeper, body: content(over) })).rejects.toThrow(
        RuleFailedError,
      )
  })
})
