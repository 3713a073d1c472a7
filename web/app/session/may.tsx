import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { type Actor, EVERYWHERE, holds, lacksSecondFactor, mayUse, type Resource } from '#kernel/access'
import type { Power } from '#kernel/powers'
import { codesOf } from '../data.ts'
import { list } from '../format.ts'
import type { Code } from '../types.ts'
import { codeName } from '../ui/codes.ts'
import { type Me, me } from './me.ts'
import { useSession } from './session.ts'
import { t } from './texts/index.ts'
import { WhyLink } from './why-link.tsx'

/** What somebody may do, decided by the same rules as in the API; the API decides again. */

const actors = new WeakMap<Me, Actor>()

/** The person as the rules know them. */
const actorFrom = (mine: Me): Actor => {
  const known = actors.get(mine)
  if (known !== undefined) return known
  const { subject, person, positions, powers, secondFactor } = mine
  const actor: Actor = {
    kind: 'account',
    subject,
    today: new Date().toISOString().slice(0, 10),
    singleFactor: !secondFactor,
    capability: { subject, person: person ?? 'unknown', positions, grants: powers },
  }
  actors.set(mine, actor)
  return actor
}

/** Who is signed in, for the rules; undefined until that is known, and for nobody. */
const useActor = (): Actor | undefined => {
  const signedIn = useSession() !== undefined
  const { data } = useQuery({ ...me(), enabled: signedIn })
  return data === undefined ? undefined : actorFrom(data)
}

/** Whether somebody may use a power, else why not. */
export type May = { readonly may: true } | { readonly may: false; readonly why: string }

/** Whether the person holds one of the powers over anything: decides about areas and lists. */
export const useHolds = (...powers: readonly Power[]): boolean => {
  const actor = useActor()
  return actor !== undefined && powers.some((power) => holds(actor, power))
}

/** Whether the person may use a power on a thing.
 *  @param resource what it is used on; undefined while that is on its way */
export const useMay = (power: Power, resource: Resource | undefined): May => {
  const actor = useActor()
  const { data: regions } = useQuery(codesOf('regions'))
  if (actor === undefined || resource === undefined) return { may: false, why: t.may.unknown }
  if (mayUse(actor, power, resource))
    return lacksSecondFactor(actor, power) ? { may: false, why: t.may.secondFactor } : { may: true }
  const named = (code: string): string => {
    const known = regions?.find((one) => one.code === code)
    return known === undefined ? code : codeName(known)
  }
  const places = resource.regions.map((path) => named(path.at(-1) ?? ''))
  const held =
    actor.kind === 'account' ? (actor.capability?.grants ?? []).filter((grant) => grant.power === power) : []
  const where = [...new Set(held.flatMap(({ territory }) => territory))].map((code) =>
    code === EVERYWHERE ? t.may.everywhere : named(code),
  )
  const name = t.powers[power]
  const place = places.length === 0 ? t.may.everywhere : list(places)
  return {
    may: false,
    why: where.length === 0 ? t.may.lacking(name, place) : t.may.elsewhere(name, place, list(where)),
  }
}

/** Shows what takes a power to whoever has it; to others why they do not have it, or nothing. */
export const May = ({
  power,
  resource,
  explain = false,
  children,
}: {
  readonly power: Power
  readonly resource: Resource | undefined
  /** Where people expect to find the action: say why it is not there. */
  readonly explain?: boolean
  readonly children: ReactNode
}) => {
  const answer = useMay(power, resource)
  if (answer.may) return children
  return explain ? (
    <p className="why">
      {answer.why} <WhyLink power={power} resource={resource} />
    </p>
  ) : null
}

/** A code with all above it, from the root: the place of a thing as the rules compare it. */
export const pathOf = (codes: readonly Code[], code: string): readonly string[] => {
  const parent = codes.find((one) => one.code === code)?.parent
  return parent == null ? [code] : [...pathOf(codes, parent), code]
}
