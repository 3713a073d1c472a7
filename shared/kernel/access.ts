import { Ability } from '@casl/ability'
import * as z from 'zod'
import { CalendarDate, dateIn } from './clock.ts'
import { ForbiddenError, SecondFactorError, UnauthenticatedError } from './errors.ts'
import { DECIDING_POWERS, Power } from './powers.ts'

/** The territory that is the whole deployment, whatever its regions are. */
export const EVERYWHERE = '*'

/** One live or dated right to use a power over a territory, as it stands in an actor's capability. */
export const CapabilityGrant = z.object({
  grant: z.string(),
  holder: z.string(),
  power: Power,
  /** Region codes, or `*`; empty for a grant that names its clusters. */
  territory: z.array(z.string()),
  /** The clusters that it covers wherever they lie, by id. */
  clusters: z.array(z.string()).exactOptional(),
  /** Cluster categories that it is limited to; absent: all. */
  categories: z.array(z.string()).exactOptional(),
  from: CalendarDate,
  to: CalendarDate.nullable(),
  /** Of a delegated one: the grants that it comes from, the first source first. */
  sources: z.array(z.string()).exactOptional(),
  /** The person in whose stead an acting official uses it. */
  insteadOf: z.string().exactOptional(),
})
export type CapabilityGrant = z.output<typeof CapabilityGrant>

/** All that a signed-in account may do, in one record: who it is, where it holds a position, and the grants that
 *  these positions let it use. */
export const Capability = z.object({
  /** The account as its record is named: of a person a keyed hash of the id at the sign-in service. */
  subject: z.string(),
  person: z.string(),
  positions: z.array(
    z.object({
      holder: z.string(),
      role: z.enum(['admin', 'editor', 'viewer']),
      /** The first day, and the first one on which it is over; without them it is held without end. */
      from: CalendarDate.exactOptional(),
      to: CalendarDate.nullable().exactOptional(),
      /** The person in whose stead it is held. */
      insteadOf: z.string().exactOptional(),
    }),
  ),
  grants: z.array(CapabilityGrant),
  /** Other ids behind which the same person may stand: of a person the API keys whose secret they were shown, of a
   *  key the people who were shown its secret. */
  alsoKnownAs: z.array(z.string()).exactOptional(),
})
export type Capability = z.output<typeof Capability>

/** What narrows an API key beyond the grants of its holder. */
export const KeyScope = z.object({
  holder: z.string(),
  /** Deciding powers among them are open to it, though a machine has no second factor: who made it had one. */
  powers: z.array(Power),
  /** Region codes, or `*`. */
  territory: z.array(z.string()).min(1),
  categories: z.array(z.string()).exactOptional(),
  requestsPerMinute: z.number().int().positive(),
})
export type KeyScope = z.output<typeof KeyScope>

/** Who is asking. An account without a capability is signed in and may do what everybody signed in may. */
export type Actor =
  | { readonly kind: 'anonymous' }
  | {
      readonly kind: 'account'
      readonly subject: string
      readonly capability?: Capability | undefined
      /** Signed in without a second factor: deciding powers are closed. */
      readonly singleFactor?: boolean
      /** The day by which grants are live or not. */
      readonly today: CalendarDate
      /** Present when a machine asks by an API key: it may do what both its capability and its scope allow. */
      readonly key?: KeyScope
    }

/** What a power is used on: the regions concerned, each with its path from the root, the category, and which cluster it
 *  is or belongs to. An empty list of regions is a thing of the whole deployment: only a territory of `*` covers it. */
export interface Resource {
  readonly regions: readonly (readonly string[])[]
  readonly category?: string | undefined
  readonly cluster?: string | undefined
}

/** A thing that belongs to the deployment as a whole: code lists, indicators. */
export const WHOLE_DEPLOYMENT: Resource = { regions: [] }

/** The part of a grant that says what it covers. */
export interface Reach {
  readonly territory: readonly string[]
  readonly clusters?: readonly string[]
  readonly categories?: readonly string[]
}
type Abilities = Ability<[Power, 'Anything' | Resource], CapabilityGrant>

const isResource = (subject: object): subject is Resource => 'regions' in subject

/** A grant reaches the place of a resource when it names its cluster, or its territory contains **all** of its
 *  regions. */
export const reachesPlace = (
  { territory, clusters }: Reach,
  { regions, cluster }: Pick<Resource, 'regions' | 'cluster'>,
): boolean =>
  territory.includes(EVERYWHERE) ||
  (cluster !== undefined && clusters?.includes(cluster) === true) ||
  (regions.length > 0 && regions.every((path) => path.some((code) => territory.includes(code))))

/** A grant limited to categories reaches nothing without a category. */
export const reachesCategory = ({ categories }: Reach, { category }: Pick<Resource, 'category'>): boolean =>
  categories === undefined || (category !== undefined && categories.includes(category))

const contains = (grant: Reach) => (resource: object) =>
  isResource(resource) && reachesPlace(grant, resource) && reachesCategory(grant, resource)

/** Whether an interval holds on a day; `to` is the first day on which it no longer does. */
export const isLive = (
  { from, to }: { readonly from: CalendarDate; readonly to: CalendarDate | null },
  day: CalendarDate,
): boolean => from <= day && (to === null || day < to)

const abilities = new WeakMap<Capability, { today: string; ability: Abilities }>()

/** What a capability allows on a day, as CASL rules: the same object decides in the API and in the portal. */
const abilityOf = (capability: Capability, today: CalendarDate): Abilities => {
  const known = abilities.get(capability)
  if (known?.today === today) return known.ability
  const ability: Abilities = new Ability<[Power, 'Anything' | Resource], CapabilityGrant>(
    capability.grants
      .filter((grant) => isLive(grant, today))
      .map((grant) => ({ action: grant.power, subject: 'Anything', conditions: grant })),
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

/** Refuses who belongs to one of the organisations or authorities decided on: nobody decides on their own.
 *  @throws ForbiddenError */
export const refuseOwn = (actor: Actor, decidedOn: readonly (string | undefined)[]): void => {
  const own = positionsOf(actor).map(({ holder }) => holder)
  if (actor.kind === 'account' && actor.key !== undefined) own.push(actor.key.holder)
  if (!own.some((holder) => decidedOn.includes(holder))) return
  throw new ForbiddenError({
    en: 'You hold a position in the organisation concerned: somebody else has to decide.',
    ru: 'У вас должность в организации, которой касается решение: решает другое лицо.',
  })
}

/** The persons in whose stead the actor acts today. */
export const substitutedBy = (actor: Actor): readonly string[] => [
  ...new Set(positionsOf(actor).flatMap(({ insteadOf }) => insteadOf ?? [])),
]

/** Whether the actor may use the power on the resource. */
export const mayUse = (actor: Actor, power: Power, resource: Resource): boolean =>
  coveringGrant(actor, power, resource) !== undefined

/** The grant by which the actor may use the power on the resource; undefined when none covers it, or an API key's own
 *  scope does not. */
export const coveringGrant = (actor: Actor, power: Power, resource: Resource): CapabilityGrant | undefined =>
  actor.kind === 'account' &&
  actor.capability !== undefined &&
  (actor.key === undefined || contains(actor.key)(resource))
    ? abilityOf(actor.capability, actor.today).relevantRuleFor(power, resource)?.conditions
    : undefined

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

/** Refuses who signed in without a second factor. @throws SecondFactorError */
export const demandSecondFactor = (actor: Actor): void => {
  if (actor.kind === 'account' && actor.singleFactor === true) throw new SecondFactorError()
}

/** Whether the power decides and the actor signed in without a second factor. An API key has none, and uses the deciding
 *  powers that its scope names. */
export const lacksSecondFactor = (actor: Actor, power: Power): boolean =>
  DECIDING_POWERS.has(power) &&
  actor.kind === 'account' &&
  actor.singleFactor === true &&
  actor.key?.powers.includes(power) !== true

/** Refuses who does not hold the power over anything: the check that every route with a power makes first. Deciding
 *  powers need a second factor besides.
 *  @throws UnauthenticatedError @throws ForbiddenError @throws SecondFactorError */
export const demandPower = (actor: Actor, power: Power): void => {
  signedIn(actor)
  if (!holds(actor, power))
    throw new ForbiddenError({
      en: `This needs the power ${power}, which none of your positions gives you today.`,
      ru: `Для этого нужно полномочие ${power}; ни одна из ваших должностей его сегодня не даёт.`,
    })
  if (lacksSecondFactor(actor, power)) throw new SecondFactorError()
}

/** Refuses unless one live grant of the actor covers the power for **all** the resource's regions, or names its cluster,
 *  and covers its category. Every use case calls it on the loaded resource, before any effect.
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

/** Who did it, for records: the random id of the person or of the API key; never a name, an address or the id at the
 *  sign-in service, by which an account of nobody known here would be found elsewhere. */
export const actorId = (actor: Actor): string =>
  actor.kind === 'anonymous' ? 'anonymous' : (actor.capability?.person ?? 'unknown')

/** The platform itself, for what it does by the clock or at its first start: on record as `platform`, without powers. */
export const platformActor = (at: Date): Actor => ({
  kind: 'account',
  subject: 'platform',
  capability: { subject: 'platform', person: 'platform', positions: [], grants: [] },
  today: dateIn('UTC', at),
})

/** Whether what stands in a record as done by `id` may have been done by the same human hand as the actor's: four
 *  eyes ask this. A key is the same hand as everybody who was shown its secret, and as any other key: machines do not
 *  watch one another. */
export const isSameHand = (actor: Actor, id: string): boolean =>
  id === actorId(actor) ||
  (actor.kind === 'account' &&
    ((actor.capability?.alsoKnownAs ?? []).includes(id) ||
      (actor.key !== undefined && id.startsWith('key_'))))
