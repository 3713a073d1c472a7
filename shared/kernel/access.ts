import { Ability } from '@casl/ability'
import * as z from 'zod'
import { CalendarDate } from './clock.ts'
import { ForbiddenError, UnauthenticatedError } from './errors.ts'
import { Power } from './powers.ts'

/** The territory that is the whole deployment, whatever its regions are. */
export const EVERYWHERE = '*'

/** One live or dated right to use a power over a territory, as it stands in an actor's capability. */
export const CapabilityGrant = z.object({
  grant: z.string(),
  holder: z.string(),
  power: Power,
  /** Region codes, or `*`. */
  territory: z.array(z.string()).min(1),
  /** Cluster categories that it is limited to; absent: all. */
  categories: z.array(z.string()).exactOptional(),
  from: CalendarDate,
  to: CalendarDate.nullable(),
})
export type CapabilityGrant = z.output<typeof CapabilityGrant>

/** All that a signed-in account may do, in one record: who it is, where it holds a position, and the grants that
 *  these positions let it use. */
export const Capability = z.object({
  subject: z.string(),
  person: z.string(),
  positions: z.array(
    z.object({
      holder: z.string(),
      role: z.enum(['admin', 'editor', 'viewer']),
      /** The first day, and the first one on which it is over; without them it is held without end. */
      from: CalendarDate.exactOptional(),
      to: CalendarDate.nullable().exactOptional(),
    }),
  ),
  grants: z.array(CapabilityGrant),
})
export type Capability = z.output<typeof Capability>

/** Who is asking. An account without a capability is signed in and may do what everybody signed in may. */
export type Actor =
  | { readonly kind: 'anonymous' }
  | {
      readonly kind: 'account'
      readonly subject: string
      readonly capability?: Capability | undefined
      /** The day by which grants are live or not. */
      readonly today: CalendarDate
    }

/** What a power is used on: the regions concerned, each with its path from the root, and the category. An empty
 *  list of regions is a thing of the whole deployment: only a territory of `*` covers it. */
export interface Resource {
  readonly regions: readonly (readonly string[])[]
  readonly category?: string | undefined
}

/** A thing that belongs to the deployment as a whole: code lists, indicators. */
export const WHOLE_DEPLOYMENT: Resource = { regions: [] }

type Conditions = Pick<CapabilityGrant, 'territory' | 'categories'>
type Abilities = Ability<[Power, 'Anything' | Resource], Conditions>

const isResource = (subject: object): subject is Resource => 'regions' in subject

/** A grant covers a resource when its territory contains **all** of the resource's regions and its category. */
const contains = ({ territory, categories }: Conditions) => {
  const everywhere = territory.includes(EVERYWHERE)
  const regions = new Set(territory)
  return (resource: object) =>
    isResource(resource) &&
    (everywhere ||
      (resource.regions.length > 0 &&
        resource.regions.every((path) => path.some((code) => regions.has(code))))) &&
    (categories === undefined || (resource.category !== undefined && categories.includes(resource.category)))
}

const isLive = ({ from, to }: CapabilityGrant, today: CalendarDate): boolean =>
  from <= today && (to === null || today < to)

const abilities = new WeakMap<Capability, { today: string; ability: Abilities }>()

/** What a capability allows on a day, as CASL rules: the same object decides in the API and in the portal. */
const abilityOf = (capability: Capability, today: CalendarDate): Abilities => {
  const known = abilities.get(capability)
  if (known?.today === today) return known.ability
  const live = capability.grants.filter((grant) => isLive(grant, today))
  const ability: Abilities = new Ability<[Power, 'Anything' | Resource], Conditions>(
    live.map(({ power, territory, categories }) => ({
      action: power,
      subject: 'Anything',
      conditions: { territory, ...(categories && { categories }) },
    })),
    { conditionsMatcher: contains, detectSubjectType: () => 'Anything' },
  )
  abilities.set(capability, { today, ability })
  return ability
}

/** The positions that the actor holds today. */
export const positionsOf = (actor: Actor): Capability['positions'] =>
  actor.kind === 'anonymous'
    ? []
    : (actor.capability?.positions ?? []).filter(
        ({ from, to }) =>
          (from === undefined || from <= actor.today) &&
          (to === undefined || to === null || actor.today < to),
      )

/** Whether the actor may use the power on the resource. */
export const mayUse = (actor: Actor, power: Power, resource: Resource): boolean =>
  actor.kind === 'account' &&
  actor.capability !== undefined &&
  abilityOf(actor.capability, actor.today).can(power, resource)

/** The grant by which the actor may use the power on the resource, for the record of what was done: the first where
 *  several allow it. */
export const grantUsed = (actor: Actor, power: Power, resource: Resource): CapabilityGrant | undefined =>
  actor.kind === 'anonymous'
    ? undefined
    : actor.capability?.grants.find(
        (grant) => grant.power === power && isLive(grant, actor.today) && contains(grant)(resource),
      )

/** Whether the actor holds the power over anything at all. */
export const holds = (actor: Actor, power: Power): boolean =>
  actor.kind === 'account' &&
  actor.capability !== undefined &&
  abilityOf(actor.capability, actor.today).can(power, 'Anything')

const unauthenticated = () =>
  new UnauthenticatedError({
    en: 'Send Authorization: Bearer with an access token.',
    ru: 'Передайте заголовок Authorization: Bearer с токеном доступа.',
  })

/** Refuses who is not signed in. @throws UnauthenticatedError */
export function signedIn(actor: Actor): asserts actor is Extract<Actor, { kind: 'account' }> {
  if (actor.kind === 'anonymous') throw unauthenticated()
}

/** Refuses who does not hold the power over anything: the check that every route with a power makes first.
 *  @throws UnauthenticatedError @throws ForbiddenError */
export const demandPower = (actor: Actor, power: Power): void => {
  signedIn(actor)
  if (!holds(actor, power))
    throw new ForbiddenError({
      en: `This needs the power ${power}, which none of your positions gives you today.`,
      ru: `Для этого нужно полномочие ${power}; ни одна из ваших должностей его сегодня не даёт.`,
    })
}

/** Refuses unless one live grant of the actor covers the power for **all** the resource's regions and its
 *  category. Every use case calls it on the loaded resource, before any effect.
 *  @throws UnauthenticatedError @throws ForbiddenError */
export const covers = (actor: Actor, power: Power, resource: Resource): void => {
  demandPower(actor, power)
  if (mayUse(actor, power, resource)) return
  const place =
    resource.regions.length > 0 ? resource.regions.map((path) => path.at(-1)).join(', ') : EVERYWHERE
  throw new ForbiddenError({
    en: `Your power ${power} does not cover all regions concerned (${place}) or not the category.`,
    ru: `Ваше полномочие ${power} не охватывает все затронутые регионы (${place}) или категорию.`,
  })
}

/** Who did it, for records: the person's random id; never a name or an address. */
export const actorId = (actor: Actor): string =>
  actor.kind === 'anonymous' ? 'anonymous' : (actor.capability?.person ?? `account:${actor.subject}`)
