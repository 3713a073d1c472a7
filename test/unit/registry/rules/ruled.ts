import type { Attestations } from '#registry/model'
import { anOrganisation, editor, ministry, person, platform, send } from '../support.ts'

export const rulemaker = person('rulemaker', ['rule-set.manage'])
export const waiving = person('waiving', ['cluster.register', 'waiver.grant'])
const evidence = 'seen'
export type Given = Awaited<ReturnType<typeof platform>>

export const version = (over: object = {}) => ({
  from: '2025-01-01',
  to: null,
  legalBasis: { kind: 'Order', number: '1' },
  rule: {
    kind: 'all-of',
    names: { en: 'Small cluster', ru: 'Малый кластер' },
    verified: true,
    rules: [
      {
        kind: 'comparison',
        names: { en: 'At least 2 members', ru: 'Не менее 2 участников' },
        verified: true,
        metric: 'members',
        operator: '>=',
        threshold: '2',
      },
      {
        kind: 'comparison',
        names: { en: 'Proof of activity', ru: 'Подтверждение деятельности' },
        verified: true,
        metric: 'activity',
        operator: '=',
        threshold: '1',
      },
    ],
  },
  territories: { codes: [], verified: true },
  newcomerYears: null,
  validityMonths: 12,
  noticeDays: [30],
  earlierDecisionsUntil: null,
  ...over,
})

export const publish = async ({ registry }: Given, over: object = {}, code = 'small') => {
  const params = { ruleSet: code }
  const { body } = await send(registry.addRuleSetVersion, { actor: rulemaker, params, body: version(over) })
  await send(registry.publishRuleSetVersion, {
    actor: rulemaker,
    params: { ...params, number: body.number },
    version: 1,
  })
}

/** A platform with the rule set `small`. */
export const ruled = async (over: object = {}) => {
  const given = await platform()
  await send(given.registry.createRuleSet, {
    actor: rulemaker,
    body: { code: 'small', names: { en: 'Small' }, territory: ['*'] },
  })
  await publish(given, over)
  return given
}

const LEIS = ['5493001KJTIIGC8Y1R12', '529900T8BM49AURSDO55', '7LTWFZYICNSX8D621K86']
export const join = async ({ registry }: Given, cluster: string, many: number) => {
  for (const value of LEIS.slice(0, many)) {
    const { body } = await send(registry.createOrganisation, {
      actor: editor,
      body: anOrganisation({ names: { en: value }, identifiers: [{ scheme: 'LEI', value }] }),
    })
    await send(registry.createMembership, {
      actor: ministry,
      params: { clusterId: cluster },
      body: { organisation: body.id, from: '2024-01-01', to: null, roles: ['service'], tasks: [] },
    })
  }
}

export const active: Attestations = { activity: { value: true, evidence } }
export const assessIt = ({ registry }: Given, clusterId: string, over: object = {}, actor = ministry) =>
  send(registry.assessCluster, {
    actor,
    params: { clusterId },
    body: { ruleSet: 'small', attestations: active, ...over },
  })
