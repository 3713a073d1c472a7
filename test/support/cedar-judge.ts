import { type CedarValueJson, preparsePolicySet, statefulIsAuthorized } from '@cedar-policy/cedar-wasm/nodejs'
import type { Grant } from '#governance/model'
import type { Resource } from '#kernel/access'
import type { Power } from '#kernel/powers'
import { closureOf, type Seat, type Span, type World } from './power-worlds.ts'

/** The platform's policy written a second time, in Cedar, as its oracle: one permit for each pair of a position and a
 *  grant, saying in conditions on the day what the platform works out as intervals. Territories are written out
 *  downwards, where the platform looks upwards. */
export const cedarJudge = (world: World, name: string) => {
  const permits = seatsOf(world)
    .filter(({ role }) => role !== 'viewer')
    .flatMap((seat) => world.grants.map((grant) => permit(seat, grant, world)))
  const parsed = preparsePolicySet(name, { staticPolicies: permits.join('\n') })
  if (parsed.type === 'failure') throw new Error(JSON.stringify(parsed.errors))

  return ({ power, resource, today }: { power: Power; resource: Resource; today: string }): boolean => {
    const thing = { type: 'Thing', id: 'thing' }
    const answer = statefulIsAuthorized({
      principal: { type: 'Account', id: 'somebody' },
      action: { type: 'Action', id: power },
      resource: thing,
      context: { day: numberOf(today) },
      preparsedPolicySetId: name,
      entities: [{ uid: thing, attrs: attributesOf(resource), parents: [] }],
    })
    if (answer.type === 'failure' || answer.response.diagnostics.errors.length > 0)
      throw new Error(JSON.stringify(answer))
    return answer.response.decision === 'allow'
  }
}

const seatsOf = ({ seats, positions }: World): readonly Seat[] => [
  ...seats.positions.map(({ holder, role, from = '0001-01-01', to = null }) => ({
    holder,
    role,
    spans: [{ from, to }],
  })),
  ...seats.substitutions.flatMap((substitution) => {
    const position = positions.get(substitution.position)
    return position === undefined
      ? []
      : [{ holder: position.holder, role: position.role, spans: [substitution, position] }]
  }),
]

const permit = (seat: Seat, grant: Grant, world: World): string => {
  const sources = (grant.sources ?? []).map((source) => sourceIn(world, source.grant))
  const there = whereIs(seat.holder, 'positions', world)
  const conditions = [
    ...seat.spans.map(during),
    `${there} != "nowhere"`,
    `${there} == ${whereIs(grant.holder, 'grants', world)}`,
    ...[grant, ...sources].flatMap((one) => [
      during(one),
      `${whereIs(one.holder, 'grants', world)} != "nowhere"`,
      placed(one),
      categorised(one),
    ]),
  ]
  return `permit(principal == Account::"somebody", action == Action::"${grant.power}", resource)
    when { ${conditions.map((condition) => `(${condition})`).join(' && ')} };`
}

const sourceIn = ({ grants }: World, id: string): Grant => {
  const source = grants.find((grant) => grant.id === id)
  if (source === undefined) throw new Error(`no grant ${id}`)
  return source
}

/** Where what was given to a holder is on the day of the question: there, at who succeeded it, or nowhere. */
const whereIs = (holder: string, what: 'positions' | 'grants', world: World): string => {
  const ended = world.states.get(holder)?.ended
  if (ended === undefined) return `"${holder}"`
  const then = ended[what] && ended.successor !== null ? whereIs(ended.successor, what, world) : '"nowhere"'
  return `(if context.day < ${numberOf(ended.on)} then "${holder}" else ${then})`
}

const during = ({ from, to }: Span): string =>
  `context.day >= ${numberOf(from)}${to === null ? '' : ` && context.day < ${numberOf(to)}`}`

const placed = ({ territory, clusters = [] }: Grant): string => {
  if (territory.includes('*')) return 'true'
  const named = `(resource has cluster && ${listOf(clusters)}.contains(resource.cluster))`
  return `${named} || (!resource.regions.isEmpty() && ${listOf(closureOf(territory))}.containsAll(resource.regions))`
}

const categorised = ({ categories }: Grant): string =>
  categories === undefined
    ? 'true'
    : `resource has category && ${listOf(categories)}.contains(resource.category)`

const listOf = (texts: readonly string[]): string => `[${texts.map((text) => `"${text}"`).join(', ')}]`

const numberOf = (date: string): number => Math.round(Date.parse(`${date}T00:00:00Z`) / 86_400_000)

const attributesOf = ({ regions, category, cluster }: Resource): Record<string, CedarValueJson> => ({
  regions: regions.map((path) => path.at(-1) ?? ''),
  ...(category !== undefined && { category }),
  ...(cluster !== undefined && { cluster }),
})
