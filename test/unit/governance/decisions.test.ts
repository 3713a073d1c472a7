import { beforeAll, describe, expect, it } from 'vitest'
import { type Actor, covers, demandPower, type Resource } from '#kernel/access'
import { ForbiddenError } from '#kernel/errors'
import { POWERS, type Power } from '#kernel/powers'
import { CONTRACTS } from '../../../infra/contracts.ts'
import { CLUSTERS, emptyPlatform, founderOf } from './support.ts'

/** Every power at once with each kind of grant, against each kind of place: what the platform says of grants that it
 *  stored and read back. */
const TIMES = {
  live: { from: '2026-01-01', to: null },
  expired: { from: '2026-01-01', to: '2026-03-01' },
  future: { from: '2026-03-02', to: null },
} as const
const REACHES = {
  region: { territory: ['DE-BY'] },
  both: { territory: ['DE-BY', 'DE-SN'] },
  above: { territory: ['DE'] },
  everywhere: { territory: ['*'] },
  named: { territory: [], clusters: [CLUSTERS.spanning] },
} as const
const PLACES: Readonly<Record<string, Resource>> = {
  own: { regions: [['DE', 'DE-BY']] },
  foreign: { regions: [['DE', 'DE-SN']] },
  spanning: {
    regions: [
      ['DE', 'DE-BY'],
      ['DE', 'DE-SN'],
    ],
  },
  'the named cluster': {
    cluster: CLUSTERS.spanning,
    category: 'aviation',
    regions: [
      ['DE', 'DE-BY'],
      ['DE', 'DE-SN'],
    ],
  },
  'the whole': { regions: [] },
}
/** Which places each reach covers. */
const COVERED: Readonly<Record<keyof typeof REACHES, readonly string[]>> = {
  region: ['own'],
  both: ['own', 'foreign', 'spanning', 'the named cluster'],
  above: ['own', 'foreign', 'spanning', 'the named cluster'],
  everywhere: Object.keys(PLACES),
  named: ['the named cluster'],
}

const times = Object.keys(TIMES).filter((name): name is keyof typeof TIMES => name in TIMES)
const reaches = Object.keys(REACHES).filter((name): name is keyof typeof REACHES => name in REACHES)
const routes = CONTRACTS.flatMap(({ routes: all }) => Object.values(all)).flatMap(({ access }) =>
  typeof access === 'object' ? [access.power] : [],
)

describe.each(times)('with a %s grant', (time) => {
  describe.each(reaches)('over %s', (reach) => {
    let actor: Actor

    beforeAll(async () => {
      const platform = await emptyPlatform()
      const { authority, grant } = await founderOf(platform)
      await authority('land')
      for (const power of POWERS) await grant({ power, ...REACHES[reach], ...TIMES[time] })
      actor = await platform.actor('land')
    })

    it('every route with a power opens and closes by time', () => {
      expect(routes.length).toBeGreaterThan(40)
      for (const power of routes) outcome(() => demandPower(actor, power), time === 'live', power)
    })

    it.each(Object.keys(PLACES))('%s is covered or not, by every power', (place) => {
      const resource = PLACES[place]
      if (resource === undefined) throw new Error('no such place')
      const allowed = time === 'live' && COVERED[reach].includes(place)
      for (const power of POWERS) outcome(() => covers(actor, power, resource), allowed, power)
    })
  })
})

const outcome = (use: () => void, allowed: boolean, power: Power) => {
  if (allowed) expect(use, power).not.toThrow()
  else expect(use, power).toThrow(ForbiddenError)
}
