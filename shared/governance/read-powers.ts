import { isLive, positionsOf, signedIn } from '#kernel/access'
import type { Call } from '#kernel/call'
import { EXCLUSIVE_POWERS } from '#kernel/powers'
import { fullBookOf } from './books.ts'
import type { governanceContract } from './contract.ts'
import { gapsAmong, heldBy, overlapsAmong, personIn, type Standing } from './model.ts'
import type { Ports } from './ports.ts'
import { namesOfHolders, shownStanding, standingOf } from './standing.ts'

type Routes = typeof governanceContract.routes

/** Who is calling, where they hold positions, and which powers these give them today. */
export const me = () => async (call: Call<Routes['me']>) => {
  signedIn(call.actor)
  const { subject, capability, today, singleFactor, key } = call.actor
  const body = {
    subject,
    person: personIn(call.actor),
    ...(key && { key }),
    secondFactor: singleFactor !== true,
    positions: positionsOf(call.actor),
    powers: (capability?.grants ?? []).filter((grant) => isLive(grant, today)),
  }
  return { status: 200 as const, body }
}

const dayOf = ({ at }: { readonly at: Date }): string => at.toISOString().slice(0, 10)

/** Who holds which power over what, by power and grant: on a day, or today and to come. */
export const powersMatrix =
  ({ store }: Pick<Ports, 'store'>) =>
  async (call: Call<Routes['powersMatrix']>) => {
    const { power, holder, asOf } = call.query
    const day = asOf ?? dayOf(call)
    const { items, next } =
      holder === undefined ? await pageOfAll(store, call, day) : await pageOfHolder(store, call, holder)
    const rows = items.filter(
      (row) =>
        (asOf === undefined ? row.to === null || day < row.to : isLive(row, day)) &&
        (power === undefined || row.grant.power === power),
    )
    const holders = rows.map((row) => row.holder)
    const nameOf = await namesOfHolders(store, holders, day)
    return { status: 200 as const, body: { next, items: rows.map((row) => shownRow(row, nameOf)) } }
  }

const pageOfAll = async (store: Ports['store'], call: Call<Routes['powersMatrix']>, day: string) => {
  const { items, next } = await store.listMatrix(call.query.power, call.page.limit, call.page.after)
  return { items: await standingOf(store, items, day), next }
}

/** Of one holder all its grants are read, taken over ones included, and shown page by page. */
const pageOfHolder = async (
  store: Ports['store'],
  { page }: Call<Routes['powersMatrix']>,
  holder: string,
) => {
  const keyOf = ({ grant: { power, id } }: Standing) => `${power}#${id}`
  const held = heldBy(holder, await fullBookOf(store.table, [holder])).map((one) => ({ ...one, holder }))
  const after = page.after?.['row'] ?? ''
  const rest = held.filter((one) => after < keyOf(one)).toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
  const items = rest.slice(0, page.limit)
  const last = items.at(-1)
  return { items, next: rest.length > items.length && last ? { row: keyOf(last) } : undefined }
}

const shownRow = (standing: Standing, nameOf: Awaited<ReturnType<typeof namesOfHolders>>) => {
  const { power, territory, clusters, categories, delegable, sources = [] } = standing.grant
  return {
    ...shownStanding(standing, nameOf),
    power,
    territory,
    ...(clusters && { clusters }),
    ...(categories && { categories }),
    exclusive: EXCLUSIVE_POWERS.has(power),
    delegable,
    sources: sources.map(({ grant }) => grant),
  }
}

/** Where an exclusive power has two holders on a day, and where a power has none. */
export const powerFindings =
  ({ store, reference }: Pick<Ports, 'store' | 'reference'>) =>
  async (call: Call<Routes['powerFindings']>) => {
    const { power, asOf = dayOf(call) } = call.query
    const standing = (await standingOf(store, await store.grantsOf(power), asOf)).filter((one) =>
      isLive(one, asOf),
    )
    const { regions } = await reference.regionTree()
    const paths = new Map(regions.map(({ code, path }) => [code, path]))
    const exclusive = EXCLUSIVE_POWERS.has(power)
    const overlaps = exclusive ? overlapsAmong(standing, (code) => paths.get(code)) : []
    const categories = (await reference.categories()).map(({ code }) => code)
    const holders = overlaps.flatMap(({ grants }) => grants.map(({ holder }) => holder))
    const nameOf = await namesOfHolders(store, holders, asOf)
    const body = {
      power,
      asOf,
      exclusive,
      overlaps: overlaps.map((overlap) => ({
        grants: overlap.grants.map((one) => shownStanding(one, nameOf)),
        places: [...overlap.places],
        categories: overlap.categories === undefined ? null : [...overlap.categories],
      })),
      gaps: gapsAmong(standing, regions, categories, asOf).map((gap) => ({
        ...gap,
        categories: gap.categories === undefined ? null : [...gap.categories],
      })),
    }
    return { status: 200 as const, body }
  }
