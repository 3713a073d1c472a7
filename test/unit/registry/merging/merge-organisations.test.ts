import { describe, expect, it } from 'vitest'
import type { Position } from '#kernel/call'
import {
  ConflictError,
  ForbiddenError,
  RuleFailedError,
  SecondFactorError,
  StaleVersionError,
} from '#kernel/errors'
import type { Table } from '#kernel/table'
import { createRegistry } from '#registry/index'
import { OrganisationStore } from '#registry/organisations/organisation-store'
import { registryReader } from '#registry/readers'
import { lengthy } from '../../../support/lengthy.ts'
import { anOrganisation, anonymous, bavaria, ministry, NOW, person, send, watch } from '../support.ts'
import { Died, dyingTable } from './dying-table.ts'
import {
  add,
  INN,
  join,
  LEI,
  membersOf,
  merge,
  OTHER_INN,
  read,
  stateOf,
  usd,
  world,
} from './merged-world.ts'

describe('merging two records of one organisation', () => {
  it('moves what is about it, without loss', async () => {
    const given = await world()
    const { registry, optics, fish, stays, goes, partner, tieId, facilityId, proposalId } = given
    const { body, version } = await merge(given, goes, stays)
    expect(body).toMatchObject({
      id: stays,
      names: { en: 'Lens Works', de: 'Linsenwerke' },
      identifiers: [INN, LEI],
      website: 'https://lens.example',
      establishments: [{ town: 'Kassel' }],
      mergedFrom: [goes],
    })
    expect((await read(given, stays)).version).toBe(version)

    // In the time of both the own membership counts, with the roles of both from now on.
    expect(await membersOf(given, optics)).toEqual(
      [
        { organisation: stays, from: '2023-01-01', to: '2024-01-01', roles: ['research'] },
        { organisation: stays, from: '2024-01-01', to: null, roles: ['service', 'research'] },
        { organisation: partner, from: '2024-01-01', to: null, roles: ['service'] },
      ].toSorted((a, b) => (`${a.organisation}${a.from}` < `${b.organisation}${b.from}` ? -1 : 1)),
    )
    expect(await membersOf(given, fish)).toEqual([
      { organisation: stays, from: '2022-01-01', to: '2023-01-01', roles: ['finance'] },
    ])
    const tie = await send(registry.getTie, { params: { clusterId: optics, tieId } })
    expect(tie.body).toMatchObject({
      supplier: stays,
      customer: partner,
      publishedBy: [stays],
      values: [{ year: 2025, value: usd(500), confirmedBy: [stays] }],
    })
    const figures = async (organisationId: string, year: number) =>
      (await send(registry.getMemberFigures, { params: { clusterId: optics, organisationId, year } })).body
    expect(await figures(stays, 2024)).toMatchObject({ purchasesTotal: usd(100) })
    expect(await figures(stays, 2025)).toMatchObject({ purchasesTotal: usd(200), hasOutput: true })
    expect((await send(registry.getFacility, { params: { facilityId } })).body.owner).toBe(stays)
    const proposal = await send(registry.getProposal, { params: { clusterId: fish, proposalId } })
    expect(proposal.body).toMatchObject({ organisation: stays, membership: { organisation: stays } })
  })

  it('leads from the one to the other, also over several mergers, and refuses to go round', async () => {
    const given = await world()
    const { goes, stays } = given
    const third = await add(given, { names: { en: 'Third' }, identifiers: [], noIdentifierReason: 'new' })
    await merge(given, goes, stays)
    expect(await read(given, goes)).toEqual({
      status: 308,
      body: { id: goes, mergedInto: stays, since: NOW.toISOString() },
      location: `/organisations/${stays}`,
    })
    await expect(merge(given, goes, third, { version: 3 })).rejects.toThrow(`merged into ${stays} already`)
    await expect(merge(given, stays, goes, { version: 3 })).rejects.toThrow(
      `merged into ${stays}: merge into that`,
    )
    await expect(merge(given, stays, stays, { version: 3 })).rejects.toThrow(ConflictError)
    await merge(given, stays, third, { version: 3 })
    expect(await read(given, goes)).toMatchObject({ status: 308, body: { mergedInto: third } })
    const { body } = await send(given.registry.listMembershipsOfOrganisation, {
      params: { organisationId: goes },
    })
    expect(new Set(body.items.map(({ organisation }) => organisation))).toEqual(new Set([third]))
  })

  it('keeps what was known before: both records, and the statements about the memberships', async () => {
    const given = await world()
    const { registry, goes, stays, optics } = given
    const later = new Date('2026-04-01T00:00:00.000Z')
    const before = { knownAt: '2026-03-20T00:00:00.000Z', asOf: '2024-06-01' }
    const membersThen = async (limit: number) => {
      const items: object[] = []
      let after: Position | undefined
      do {
        const request = { params: { clusterId: optics }, query: before, at: later, limit, after }
        const { body } = await send(registry.listMembers, request)
        items.push(...body.items)
        after = body.next
      } while (after !== undefined)
      return items
    }
    const ofOrganisation = async (organisationId: string) =>
      (
        await send(registry.listMembershipsOfOrganisation, {
          params: { organisationId },
          query: before,
          at: later,
        })
      ).body.items
    // Names beside a membership are those of now.
    const unnamed = (items: readonly object[]) =>
      items.map((item) => ({ ...item, organisationNames: undefined, clusterNames: undefined }))
    const told = async () =>
      [await membersThen(50), await ofOrganisation(goes), await ofOrganisation(stays)].map(unnamed)
    const asked = await told()
    await merge(given, goes, stays, { at: later })
    // The same questions keep their answers, whatever is recorded later.
    expect(await told()).toEqual(asked)
    expect(unnamed(await membersThen(1))).toEqual(asked[0])
    expect(asked.map(({ length }) => length)).toEqual([3, 1, 1])
    const one = await send(registry.getMembership, {
      params: { clusterId: optics, organisationId: goes, from: '2023-01-01' },
      query: before,
      at: later,
    })
    expect(one.body).toMatchObject({ organisation: goes, roles: ['research'] })
    const past = (id: string) =>
      send(registry.getOrganisation, {
        actor: anonymous,
        params: { organisationId: id },
        query: { knownAt: before.knownAt },
        at: later,
      })
    expect(await past(goes)).toMatchObject({
      status: 200,
      body: { id: goes, names: { en: 'Lens Works GmbH', de: 'Linsenwerke' }, identifiers: [LEI] },
    })
    expect(await past(stays)).toMatchObject({ body: { names: { en: 'Lens Works' }, identifiers: [INN] } })
    expect((await past(stays)).body).not.toHaveProperty('mergedFrom')
    const { body } = await send(registry.getMembershipHistory, {
      params: { clusterId: optics, organisationId: goes, from: '2023-01-01' },
    })
    expect(body.items.map(({ changes }) => Object.keys(changes))).toEqual([
      expect.arrayContaining(['roles']),
      ['merged:into'],
    ])
  })

  it('frees the names and identifiers for the record that stays alone', async () => {
    const given = await world()
    const { registry, goes, stays } = given
    await merge(given, goes, stays)
    const search = { names: { en: 'Lens Works GmbH' }, identifiers: [LEI] }
    const found = await send(registry.findDuplicateOrganisations, { body: search })
    expect(found.body.items.map(({ organisation }) => organisation.id)).toEqual([stays])
    const listed = await send(registry.listOrganisations, { query: { sort: 'name', order: 'asc' } })
    expect(listed.body.items.map(({ id }) => id)).not.toContain(goes)
    const params = { organisationId: stays }
    await expect(send(registry.deleteOrganisation, { params, version: 3 })).rejects.toThrow(ConflictError)
  })

  it('tells monitoring of one member where there were two', async () => {
    const given = await world()
    const { goes, stays, optics, table } = given
    const organisations = async () =>
      new Set((await registryReader(table).membershipFacts()).map(({ organisation }) => organisation))
    expect((await organisations()).size).toBe(3)
    await merge(given, goes, stays)
    expect((await organisations()).size).toBe(2)
    // The stream tells of each that went: its last version is marked as deleted.
    const gone = table.all().filter(({ entity, deleted }) => entity === 'membership' && deleted === true)
    expect(gone).toHaveLength(2)
    const { body } = await send(given.registry.getComposition, {
      actor: anonymous,
      params: { clusterId: optics },
    })
    expect(body.members).toBe(2)
  })
})

describe('a merger is refused', () => {
  it('to whom its power over both seats is lacking, who has no second factor, or who belongs to one', async () => {
    const given = await world()
    const { goes, stays } = given
    const hessian = await add(given, {
      names: { en: 'Hessian' },
      identifiers: [],
      noIdentifierReason: 'new',
      seat: { region: 'DE-HE' },
    })
    await expect(merge(given, hessian, stays, { actor: bavaria })).rejects.toThrow(ForbiddenError)
    await expect(merge(given, stays, hessian, { actor: bavaria })).rejects.toThrow(ForbiddenError)
    await expect(merge(given, goes, stays, { actor: anonymous })).rejects.toThrow('Authorization')
    const one = { ...ministry, singleFactor: true }
    await expect(merge(given, goes, stays, { actor: one })).rejects.toThrow(SecondFactorError)
    const insider = person('insider', ['organisation.edit'], ['*'], [stays])
    await expect(merge(given, goes, stays, { actor: insider })).rejects.toThrow(ForbiddenError)
    await expect(merge(given, goes, stays, { version: 2 })).rejects.toThrow(StaleVersionError)
  })

  it('with the whole list of what stands against it, and changes nothing', async () => {
    const given = await world()
    const { registry, goes, stays, optics } = given
    const organisation = await read(given, goes, {}, ministry)
    await send(registry.changeOrganisation, {
      params: { organisationId: goes },
      version: 1,
      body: anOrganisation({ names: { en: 'Lens Works GmbH' }, identifiers: [OTHER_INN] }),
    })
    expect(organisation.status).toBe(200)
    await send(registry.createTie, {
      params: { clusterId: optics },
      body: { supplier: goes, customer: stays, kind: 'supply', from: '2024-01-01', to: null },
    })
    await send(registry.stateMemberFigures, {
      params: { clusterId: optics, organisationId: stays, year: 2024 },
      version: 0,
      body: { purchasesTotal: usd(101) },
    })
    const before = stateOf(given)
    const error = await merge(given, goes, stays, { version: 2 }).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(RuleFailedError)
    const details = error instanceof RuleFailedError ? error.faults.map(({ detail }) => detail.en) : []
    expect(details).toEqual([
      expect.stringContaining('different RU-INN'),
      expect.stringContaining('is between both'),
      expect.stringContaining('for 2024'),
    ])
    expect(stateOf(given)).toEqual(before)
  })
})

describe('a merger that is broken off', () => {
  lengthy('at any call of the table goes on when it is repeated, and ends the same', async () => {
    const whole = await world()
    await merge(whole, whole.goes, whole.stays)
    const expected = stateOf(whole)

    let broken = 0
    for (const when of ['before', 'after'] as const)
      for (let at = 1; ; at += 1) {
        const given = await world()
        const dying = createRegistry({
          table: dyingTable(given.table, at, when),
          referenceTable: given.referenceTable,
        })
        const first = await merge({ registry: dying }, given.goes, given.stays).catch(
          (error: unknown) => error,
        )
        if (!(first instanceof Died)) break
        broken += 1
        // The same request again, as a client repeats it; done in full before, it is refused as done.
        const again = await merge(given, given.goes, given.stays).catch((error: unknown) => error)
        if (again instanceof Error) expect(again.message, `${when} ${at}`).toContain('already')
        expect(await read(given, given.goes), `${when} ${at}`).toMatchObject({
          status: 308,
          body: { mergedInto: given.stays },
        })
        expect(stateOf(given), `${when} ${at}`).toEqual(expected)
      }
    expect(broken).toBeGreaterThan(60)
  })

  lengthy('is finished by the morning’s job, once, when nobody repeats it', async () => {
    const whole = await world()
    await merge(whole, whole.goes, whole.stays)
    const members = await membersOf(whole, whole.optics)
    let finished = 0
    for (let at = 1; ; at += 3) {
      const given = await world()
      const { table, referenceTable } = given
      const dying = createRegistry({ table: dyingTable(table, at, 'after'), referenceTable })
      const first = await merge({ registry: dying }, given.goes, given.stays).catch((error: unknown) => error)
      if (!(first instanceof Died)) break
      const { merger } = (await new OrganisationStore(table).get(given.goes)).value
      // A request that may still be at work is left alone.
      expect((await watch(given, new Date(NOW.getTime() + 60_000))).mergers).toBe(0)
      const { mergers } = await watch(given, new Date('2026-03-11T04:00:00.000Z'))
      expect(mergers, String(at)).toBe(merger?.state === 'merging' ? 1 : 0)
      finished += mergers
      expect((await watch(given, new Date('2026-03-12T04:00:00.000Z'))).mergers).toBe(0)
      if (merger === undefined) continue
      expect(await read(given, given.goes)).toMatchObject({ status: 308, body: { mergedInto: given.stays } })
      expect(await membersOf(given, given.optics), String(at)).toEqual(members)
    }
    expect(finished).toBeGreaterThan(5)
  })

  it('is closed to all others until it ends', async () => {
    const given = await world()
    const { registry, goes, stays, optics, fish, partner, table } = given
    // Dies with the first write of all: the record that goes is marked, nothing else is done.
    let writes = 0
    const closing: Table = {
      get: (key) => table.get(key),
      getAll: (keys) => table.getAll(keys),
      query: (query) => table.query(query),
      writeEach: (each) => table.writeEach(each),
      write: async (all) => {
        writes += 1
        if (writes > 1) throw new Died()
        await table.write(all)
      },
    }
    const dying = createRegistry({ table: closing, referenceTable: given.referenceTable })
    await expect(merge({ registry: dying }, goes, stays)).rejects.toThrow(Died)
    expect((await read(given, goes)).body).toMatchObject({ id: goes, mergedInto: stays })
    const refusals = [
      join(given, fish, goes, { from: '2025-01-01' }),
      send(registry.changeOrganisation, {
        params: { organisationId: goes },
        version: 2,
        body: anOrganisation({ names: { en: 'New' } }),
      }),
      send(registry.deleteOrganisation, { params: { organisationId: partner }, version: 1 }),
      send(registry.deleteOrganisation, { params: { organisationId: stays }, version: 2 }),
      merge(given, goes, partner, { version: 2 }),
      merge(given, stays, partner, { version: 2 }),
      merge(given, partner, stays),
      send(registry.endMembership, {
        params: { clusterId: optics, organisationId: goes, from: '2023-01-01' },
        version: 1,
        body: { reason: 'left' },
      }),
    ]
    for (const [n, refusal] of refusals.entries())
      await expect(refusal, `${n}`).rejects.toThrow(ConflictError)
    await merge(given, goes, stays)
    expect(await read(given, goes)).toMatchObject({ status: 308 })
  })
})
