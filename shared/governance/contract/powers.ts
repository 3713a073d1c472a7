import * as z from 'zod'
import { KeyScope } from '#kernel/access'
import { CalendarDate } from '#kernel/clock'
import { pageOf, route } from '#kernel/contract'
import { LocalisedText } from '#kernel/localised-text'
import { personal } from '#kernel/personal'
import { Power } from '#kernel/powers'
import { ClusterId } from '#registry/model'
import { GrantId, HolderId, LegalAct, PersonId, ReasonCode, Role } from '../model.ts'

const reach = {
  territory: z.array(z.string()),
  clusters: z.array(z.string()).exactOptional(),
  categories: z.array(z.string()).exactOptional(),
}
const interval = { from: CalendarDate, to: CalendarDate.nullable() }

/** What the caller is and may do. */
const Me = z
  .object({
    subject: personal('subject', z.string()),
    person: PersonId.nullable(),
    key: KeyScope.exactOptional().register(z.globalRegistry, {
      description: 'Of a machine: what narrows its powers',
    }),
    secondFactor: z
      .boolean()
      .register(z.globalRegistry, { description: 'Whether deciding powers are open to this sign-in' }),
    positions: z.array(z.object({ holder: z.string(), role: Role, insteadOf: z.string().exactOptional() })),
    powers: z.array(
      z.object({
        power: Power,
        ...reach,
        ...interval,
        holder: z.string(),
        grant: z.string(),
        sources: z.array(z.string()).exactOptional(),
        insteadOf: z.string().exactOptional(),
      }),
    ),
  })
  .register(z.globalRegistry, { id: 'Me' })

/** A grant as it stands by its sources and by what became of its holder. */
const standing = {
  grant: GrantId,
  holder: z.string(),
  holderNames: LocalisedText.nullable(),
  ...interval,
  basis: z.string(),
  act: LegalAct.nullable(),
}

/** A row of the powers matrix: who may do what, and where. */
const PowersMatrixRow = z
  .object({
    power: Power,
    ...standing,
    ...reach,
    exclusive: z.boolean(),
    delegable: z.boolean(),
    sources: z.array(GrantId).register(z.globalRegistry, {
      description: 'Of a delegated power: its grants, the first source first',
    }),
  })
  .register(z.globalRegistry, { id: 'PowersMatrixRow' })

const OnDay = CalendarDate.exactOptional().register(z.globalRegistry, {
  description: 'A day; today, unless given',
})

const PowerFindings = z
  .object({
    power: Power,
    asOf: CalendarDate,
    exclusive: z.boolean().register(z.globalRegistry, { description: 'Only exclusive powers can overlap' }),
    overlaps: z.array(
      z.object({
        grants: z.array(z.object(standing)),
        places: z
          .array(z.string())
          .register(z.globalRegistry, { description: 'Regions, `*`, or clusters that both name' }),
        categories: z.array(z.string()).nullable().register(z.globalRegistry, { description: 'Null: all' }),
      }),
    ),
    gaps: z.array(
      z.object({
        region: z.string(),
        categories: z.array(z.string()).nullable().register(z.globalRegistry, { description: 'Null: all' }),
        below: z.boolean().register(z.globalRegistry, {
          description: 'Missing everywhere below it too; else for what spans parts of the region',
        }),
      }),
    ),
  })
  .register(z.globalRegistry, { id: 'PowerFindings' })

const PowerExplanation = z
  .object({
    power: Power,
    person: PersonId.nullable(),
    on: CalendarDate,
    allowed: z.boolean(),
    grant: z
      .object({
        ...standing,
        insteadOf: z.string().nullable(),
        sources: z
          .array(z.object(standing))
          .register(z.globalRegistry, { description: 'The chain of delegation, the first source first' }),
      })
      .nullable(),
    reasons: z.array(z.object({ code: ReasonCode, grant: z.string().exactOptional(), detail: z.string() })),
    region: z.string().register(z.globalRegistry, {
      description: 'The smallest region that has all of the regions concerned: its authority is responsible',
    }),
    holders: z
      .array(z.object({ holder: z.string(), holderNames: LocalisedText.nullable() }))
      .register(z.globalRegistry, {
        description: 'Who has the power over it on the day',
      }),
  })
  .register(z.globalRegistry, { id: 'PowerExplanation' })

/** The routes that tell who may do what. */
export const powerRoutes = {
  me: route({
    method: 'GET',
    path: '/me',
    access: 'signed-in',
    summary: 'Tell who you are and what you may do today',
    responses: { 200: Me },
  }),
  powersMatrix: route({
    method: 'GET',
    path: '/powers-matrix',
    access: 'public',
    summary: 'List who holds which power over what: today and to come, or on a day',
    query: z.object({
      power: Power.exactOptional(),
      holder: HolderId.exactOptional(),
      asOf: CalendarDate.exactOptional(),
    }),
    responses: { 200: pageOf(PowersMatrixRow) },
    paged: true,
  }),
  powerFindings: route({
    method: 'GET',
    path: '/powers-matrix/findings',
    access: 'public',
    summary: 'Find overlaps of an exclusive power and the places where nobody has a power',
    query: z.object({ power: Power, asOf: OnDay }),
    responses: { 200: PowerFindings },
  }),
  explainPower: route({
    method: 'GET',
    path: '/powers/explanation',
    access: 'signed-in',
    summary: 'Tell why somebody may use a power, or every reason why not',
    query: z.object({
      power: Power,
      cluster: ClusterId.exactOptional(),
      regions: z.string().max(400).exactOptional().register(z.globalRegistry, {
        description: 'Codes, separated by commas; without regions and cluster: the whole deployment',
      }),
      category: z.string().min(1).max(40).exactOptional(),
      person: PersonId.exactOptional().register(z.globalRegistry, {
        description: 'Somebody else; asking for them takes `power.grant` or `audit.read`',
      }),
      on: OnDay,
    }),
    responses: { 200: PowerExplanation },
    problems: ['not-found', 'forbidden', 'rule-failed'],
  }),
}
