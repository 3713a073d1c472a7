import type { Message } from '#delivery/model'
import type { Outbox } from '#delivery/readers'
import type { InOffice } from '#governance/readers'
import { type Resource, reachesPlace } from '#kernel/access'
import { serve } from '#kernel/http/serve'
import { idSource } from '#kernel/ids'
import type { Power } from '#kernel/powers'
import { alertsContract } from '#monitoring/alerts/contract'
import { createAlerts } from '#monitoring/alerts/index'
import type { ClusterProfile } from '#monitoring/alerts/ports'
import { createAlerting } from '#monitoring/alerts/watching'
import { accountWith } from '../../../support/things.ts'
import { asking, authenticateAs } from '../../registry/support.ts'
import { monitoring } from '../support.ts'

/** Who uses which powers where. */
const POWERS: Readonly<
  Record<string, { readonly powers: readonly Power[]; readonly territory: readonly string[] }>
> = {
  ministry: { powers: ['target.set', 'kpi.verify', 'cluster.register'], territory: ['*'] },
  bavaria: { powers: ['target.set', 'kpi.verify', 'cluster.register'], territory: ['DE-BY'] },
  /** Sets targets, but may read no figure that is not open. */
  planner: { powers: ['target.set'], territory: ['*'] },
  participant: { powers: [], territory: [] },
}

const people = Object.fromEntries(
  Object.entries(POWERS).map(([name, { powers, territory }]) => [name, accountWith(powers, territory, name)]),
)

const offices = {
  at: async () => [],
  using:
    async (power: Power) =>
    (resource: Resource): readonly InOffice[] =>
      Object.entries(POWERS)
        .filter(([, held]) => held.powers.includes(power) && reachesPlace(held, resource))
        .map(([person]) => ({ person, holder: 'aut_1', role: 'editor' as const })),
}

/** Keeps each message once, as the outbox does. */
const memoryOutbox = () => {
  const messages = new Map<string, Message>()
  let fails = false
  const outbox: Outbox = {
    put: async (given) => {
      if (fails) throw new Error('the outbox is away')
      for (const message of given) if (!messages.has(message.id)) messages.set(message.id, message)
    },
  }
  return {
    outbox,
    messages,
    setFailing: (now: boolean) => {
      fails = now
    },
  }
}

export const INDICATOR = {
  code: 'unemployment',
  name: { en: 'Unemployment', ru: 'Безработица' },
  definition: { en: 'Unemployed of the year' },
  unit: { en: 'persons', ru: 'чел.' },
  measure: { kind: 'quantity' },
  decimals: 0,
  direction: 'less-is-better',
  frequency: 'A',
  aggregation: { rule: 'sum' },
  overTime: 'last',
  confidentiality: 'open',
}

/** An alert at more than 100 in any region, told to who sets targets; over at 90. */
export const RULE = {
  name: { en: 'High unemployment', ru: 'Высокая безработица' },
  severity: 'warning',
  territory: 'DE',
  condition: {
    kind: 'threshold',
    figure: { indicator: 'unemployment', universe: 'region', dimension: 'region' },
    side: 'above',
    limit: '100',
    until: '90',
  },
  told: 'target.set',
}

/** Monitoring with its alerts in memory. */
export const alerted = async (indicator: object = INDICATOR) => {
  const world = monitoring()
  const { table, ports, aggregate } = world
  const post = memoryOutbox()
  const profiles: ClusterProfile[] = []
  const alerting = createAlerting({
    ...ports,
    profiles: async () => profiles,
    offices,
    languagesOf: async () => (person) => (person === 'bavaria' ? 'ru' : 'en'),
    outbox: post.outbox,
    nameOf: async ({ code }) => (code === 'DE-BY' ? { en: 'Bavaria', ru: 'Бавария' } : undefined),
    newId: idSource(() => ports.clock().getTime()),
  })
  const handler = serve({
    contract: alertsContract,
    handlers: createAlerts({
      ...ports,
      register: async () => ({ registry: ports.registry, profiles: async () => profiles }),
    }),
    authenticate: authenticateAs(people),
    table,
    clock: ports.clock,
  })
  const ask = asking(alertsContract, handler)
  await world.ask('POST', '/indicators/import', { as: 'analyst', body: { rows: [indicator] } })
  const report = async (values: Readonly<Record<string, number>>, period = '2025') => {
    const rows = Object.entries(values).map(([region, value]) => ({
      region,
      indicator: 'unemployment',
      period,
      value: String(value),
      level: 'land',
      source: 'Office',
      workflow: 'published',
    }))
    await world.ask('POST', '/observations/import', { as: 'analyst', body: { rows } })
  }
  return {
    ...world,
    ...post,
    alerting,
    profiles,
    ask,
    report,
    watch: (change: object = {}) =>
      ask('POST', '/alert-rules', { as: 'ministry', body: { ...RULE, ...change } }),
    /** One run of the job: figures, then alerts. */
    run: async () => alerting.afterRun(await aggregate()),
    feed: async (as: string, state = 'unresolved') => {
      const { body } = await ask('GET', `/alerts?state=${state}`, { as })
      return body
    },
  }
}
