import {
  type Actor,
  holds,
  isLive,
  mayUse,
  type Resource,
  reachesCategory,
  reachesPlace,
  signedIn,
} from '#kernel/access'
import type { Call } from '#kernel/call'
import { ForbiddenError, InvalidRequestError, NotFoundError } from '#kernel/errors'
import { capabilityOfAccount } from './capability-of.ts'
import type { governanceContract } from './contract.ts'
import { unknownPerson } from './holders.ts'
import { explained, nearestCommonRegion, personIn } from './model.ts'
import type { Ports } from './ports.ts'
import { namesOfHolders, shownStanding, standingOf } from './standing.ts'
import { clusterResource, territoryResource } from './territories.ts'

type Routes = typeof governanceContract.routes
type Account = Extract<Actor, { kind: 'account' }>

/** Why somebody may use a power on a cluster, in regions or everywhere, or every reason why not, and who else may.
 *  @throws ForbiddenError who asks for another person without `power.grant` or `audit.read`
 *  @throws NotFoundError for an unknown person or cluster, and for a draft that the caller does not work on */
export const explainPower = (ports: Ports) => async (call: Call<Routes['explainPower']>) => {
  const { store } = ports
  const { power, person, on = call.at.toISOString().slice(0, 10) } = call.query
  signedIn(call.actor)
  const account = { ...(await accountAsked(ports, call.actor, person)), today: on }
  const resource = await resourceAsked(ports, call)
  const { grant, reasons } = explained(account, power, resource)

  const all = await standingOf(store, await store.grantsOf(power), on)
  const chain = grant === undefined ? [] : [...(grant.sources ?? []), grant.grant]
  const links = chain.flatMap((id) => all.find((one) => one.grant.id === id) ?? [])
  const covering = all.filter(
    (one) => isLive(one, on) && reachesPlace(one.grant, resource) && reachesCategory(one.grant, resource),
  )
  const holders = [...new Set(covering.map(({ holder }) => holder))].sort()
  const nameOf = await namesOfHolders(store, [...holders, ...links.map(({ holder }) => holder)], on)
  const shown = links.map((link) => shownStanding(link, nameOf))
  const own = shown.at(-1)
  const body = {
    power,
    person: personIn(account),
    on,
    allowed: grant !== undefined && reasons.length === 0,
    grant:
      own === undefined ? null : { ...own, insteadOf: grant?.insteadOf ?? null, sources: shown.slice(0, -1) },
    reasons: reasons.map(({ text, ...reason }) => ({ ...reason, detail: text[call.language] })),
    region: nearestCommonRegion(resource.regions),
    holders: holders.map((holder) => ({ holder, holderNames: nameOf(holder) })),
  }
  return { status: 200 as const, body }
}

/** The caller, or the person asked for: of somebody else it is not known how they would sign in. An erased one has no
 *  account. */
const accountAsked = async (
  { store }: Pick<Ports, 'store'>,
  actor: Account,
  person: string | undefined,
): Promise<Account> => {
  if (person === undefined || person === actor.capability?.person) return actor
  if (!holds(actor, 'power.grant') && !holds(actor, 'audit.read'))
    throw new ForbiddenError({
      en: 'What somebody else may do is told to holders of power.grant or audit.read.',
      ru: 'О полномочиях другого лица узнают держатели power.grant или audit.read.',
    })
  const record = (await store.persons.get(person))?.value
  if (record === undefined) throw unknownPerson()
  const capability = 'account' in record ? await capabilityOfAccount(store, record.account) : undefined
  return { kind: 'account', subject: record.id, capability, today: actor.today }
}

const resourceAsked = async (
  { reference, clusters }: Ports,
  { query: { cluster, regions, category }, actor }: Call<Routes['explainPower']>,
): Promise<Resource> => {
  if (cluster === undefined) {
    const territory = regions === undefined ? ['*'] : regions.split(',')
    return { ...(await territoryResource(reference, territory)), category }
  }
  if (regions !== undefined || category !== undefined)
    throw new InvalidRequestError({
      en: 'A cluster has its own regions and category; ask for it alone.',
      ru: 'У кластера свои регионы и категория; укажите только его.',
    })
  const found = await clusters.clusterRegions(cluster)
  const resource = found && clusterResource(found, cluster)
  if (resource === undefined || (found?.status === 'draft' && !worksOn(actor, resource)))
    throw new NotFoundError({ en: `There is no cluster ${cluster}.`, ru: `Кластера ${cluster} нет.` })
  return resource
}

const worksOn = (actor: Actor, resource: Resource): boolean =>
  mayUse(actor, 'cluster.edit', resource) || mayUse(actor, 'cluster.register', resource)
