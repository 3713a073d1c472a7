import * as z from 'zod'
import { type Actor, covers, EVERYWHERE } from '#kernel/access'
import type { Handlers } from '#kernel/call'
import { type Contract, pageOf, route } from '#kernel/contract'
import { csvTable } from '#kernel/csv'
import { changeBy, entity, fromItem, toItem, valuesOf } from '#kernel/entity'
import { ConflictError, NotFoundError, StaleVersionError } from '#kernel/errors'
import { commit } from '#kernel/idempotency'
import type { Power } from '#kernel/powers'
import type { Table } from '#kernel/table'

const Thing = z.object({
  id: z.string(),
  name: z.string(),
  colour: z.enum(['red', 'green', 'blue']),
  weight: z.number(),
  tags: z.array(z.string()),
})
type Thing = z.output<typeof Thing>

/** What a caller sends of a thing. */
const ThingContent = Thing.omit({ id: true }).refine((thing) => thing.name !== thing.colour, {
  error: 'a thing is not called by its colour',
  params: { ru: 'вещь не называется по своему цвету' },
  path: ['name'],
})

const params = z.object({ id: z.string().regex(/^[a-z0-9-]{1,20}$/) })

/** A small context that uses everything the pipeline offers. */
export const thingsContract = {
  name: 'things',
  routes: {
    listThings: route({
      method: 'GET',
      path: '/things',
      access: 'public',
      summary: 'List things',
      query: z.object({ colour: z.enum(['red', 'green', 'blue']).exactOptional() }),
      responses: { 200: pageOf(Thing) },
      paged: true,
      csv: csvTable(pageOf(Thing), ({ items }) => items, {
        id: (thing) => thing.id,
        name: (thing) => ({ written: thing.name }),
        weight: (thing) => thing.weight,
        tags: (thing) => thing.tags.length > 0,
      }),
    }),
    getThing: route({
      method: 'GET',
      path: '/things/{id}',
      access: 'public',
      summary: 'Read a thing',
      params,
      query: z.object({ detail: z.coerce.number().int().max(9).exactOptional() }),
      responses: { 200: Thing },
    }),
    myThings: route({
      method: 'GET',
      path: '/my-things',
      access: 'signed-in',
      summary: 'Who am I',
      responses: { 200: z.object({ subject: z.string() }) },
    }),
    createThing: route({
      method: 'POST',
      path: '/things/{id}',
      access: { power: 'cluster.edit' },
      summary: 'Make a thing',
      params,
      body: ThingContent,
      responses: { 201: Thing },
      idempotent: true,
    }),
    changeThing: route({
      method: 'PUT',
      path: '/things/{id}',
      access: { power: 'cluster.edit' },
      summary: 'Change a thing',
      params,
      body: ThingContent,
      responses: { 200: Thing },
      concurrency: 'if-match',
    }),
    deleteThing: route({
      method: 'DELETE',
      path: '/things/{id}',
      access: { power: 'cluster.edit' },
      summary: 'Delete a thing',
      params,
      responses: { 204: z.null() },
      concurrency: 'if-match',
    }),
    thingAsText: route({
      method: 'GET',
      path: '/things/{id}/text',
      access: 'public',
      summary: 'Read a thing as text',
      params,
      responses: { 200: z.string() },
      mediaType: 'text/csv; charset=utf-8',
    }),
    breakThing: route({
      method: 'GET',
      path: '/broken/{id}',
      access: 'public',
      summary: 'Fail',
      params,
      responses: { 200: z.object({ wholesome: z.boolean() }) },
    }),
  },
} as const satisfies Contract

export const thingEntity = entity({
  name: 'thing',
  schemaVersion: 1,
  schema: Thing,
  keys: ({ id }: Thing) => ({ pk: 'THING', sk: id }),
})

const absent = () => new NotFoundError({ en: 'There is no such thing.', ru: 'Такой вещи нет.' })
const HERE = { regions: [['land']] }

/** The use cases of the things over a table. `failure` decides what the broken route does. */
export const thingsHandlers = (
  table: Table,
  failure: () => unknown = () => ({ wholesome: true }),
): Handlers<typeof thingsContract> => {
  const stored = async (id: string) => fromItem(thingEntity, await table.get({ pk: 'THING', sk: id }))
  const found = async (id: string) => {
    const thing = await stored(id)
    if (thing === undefined) throw absent()
    return thing
  }
  return {
    listThings: async ({ page, query }) => {
      const filter = query.colour === undefined ? [] : [{ attribute: 'data.colour', equals: query.colour }]
      const { items, next } = await table.query({ pk: 'THING', ...page, filter })
      return { status: 200, body: { items: valuesOf(thingEntity, items), next } }
    },
    getThing: async ({ params: { id } }) => {
      const { value, version } = await found(id)
      // A field that no contract declares must not leave.
      return { status: 200, body: { ...value, secret: 'hidden' }, version }
    },
    myThings: async ({ actor }) => ({
      status: 200,
      body: { subject: actor.kind === 'account' ? actor.subject : 'nobody' },
    }),
    createThing: async (call) => {
      covers(call.actor, 'cluster.edit', HERE)
      const thing = { id: call.params.id, ...call.body }
      const taken = () => new ConflictError({ en: 'There is such a thing.', ru: 'Такая вещь уже есть.' })
      if ((await stored(thing.id)) !== undefined) throw taken()
      return commit(table, call, { status: 201, body: thing, version: 1, location: `/things/${thing.id}` }, [
        {
          put: toItem(thingEntity, thing, { version: 1, change: changeBy(call, 'create-thing') }),
          if: 'absent',
          otherwise: taken,
        },
      ])
    },
    changeThing: async (call) => {
      const { value, version } = await found(call.params.id)
      covers(call.actor, 'cluster.edit', HERE)
      if (version !== call.expectedVersion) throw new StaleVersionError()
      const thing = { ...value, ...call.body }
      const change = changeBy(call, 'change-thing')
      return commit(table, call, { status: 200, body: thing, version: version + 1 }, [
        { put: toItem(thingEntity, thing, { version: version + 1, change }), if: { version } },
      ])
    },
    deleteThing: async (call) => {
      const { version } = await found(call.params.id)
      covers(call.actor, 'cluster.edit', HERE)
      if (version !== call.expectedVersion) throw new StaleVersionError()
      return commit(table, call, { status: 204, body: null }, [
        { delete: { pk: 'THING', sk: call.params.id }, if: { version } },
      ])
    },
    thingAsText: async ({ params: { id } }) => ({
      status: 200,
      body: `name\n${(await found(id)).value.name}\n`,
    }),
    breakThing: async () => {
      // What a use case must not do is what is tried here.
      const answer = failure()
      if (answer instanceof Error) throw answer
      return { status: 200, body: z.custom<{ wholesome: boolean }>(() => true).parse(answer) }
    },
  }
}

/** An account with powers over a territory. */
export const accountWith = (
  powers: readonly Power[],
  territory: readonly string[] = [EVERYWHERE],
  subject = 'subject-1',
): Actor => ({
  kind: 'account',
  subject,
  today: '2026-03-01',
  capability: {
    subject,
    person: `per-of-${subject}`,
    positions: [{ holder: 'authority', role: 'editor' }],
    grants: powers.map((power, n) => ({
      grant: `gra-${n}`,
      holder: 'authority',
      power,
      territory: [...territory],
      from: '2026-01-01',
      to: null,
    })),
  },
})
