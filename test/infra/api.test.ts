import { describe, expect, it } from 'vitest'
import { type Contract, routeKey } from '#kernel/contract'
import { environmentConfig } from '../../infra/config.ts'
import { CONTRACTS } from '../../infra/contracts.ts'
import { SERVICES, type Service } from '../../infra/services.ts'
import { clusterContract, fixtureServices } from './support/fixture.ts'
import { everyEnvironment, synthesise } from './support/template.ts'

const contracts = [
  ...new Set(SERVICES.flatMap(({ trigger }) => (trigger.kind === 'api' ? [trigger.contract] : []))),
]

it('the gateway serves the very contracts that the documentation describes', () => {
  expect(contracts.map(({ name }) => name).sort()).toEqual(CONTRACTS.map(({ name }) => name).sort())
})

describe.each(everyEnvironment)('the API of %s', (_name, { config, all, resources }) => {
  const keys = all('AWS::ApiGatewayV2::Route').map(({ Properties }) => String(Properties['RouteKey']))

  it('has exactly the routes of the contracts, each by name, and one for all else', () => {
    const promised = contracts.flatMap(({ routes }) => Object.values(routes).map(routeKey))
    expect(keys.toSorted()).toEqual([...promised, '$default'].sort())
    expect(keys.filter((key) => key.includes('+}') || key.startsWith('ANY'))).toEqual([])
  })

  it('stays within what one API and one stack can hold', () => {
    expect(keys.length).toBeLessThanOrEqual(300)
    const stacks = Object.groupBy(resources, ({ stack }) => stack)
    for (const stack of Object.values(stacks)) expect(stack?.length).toBeLessThanOrEqual(500)
  })

  it('has one integration and one permission per function', () => {
    const functions = all('AWS::Lambda::Function').filter(({ stack }) => stack === 'api')
    expect(all('AWS::ApiGatewayV2::Integration')).toHaveLength(functions.length)
    expect(all('AWS::Lambda::Permission').filter(({ stack }) => stack === 'api')).toHaveLength(
      functions.length,
    )
    for (const { Properties } of all('AWS::ApiGatewayV2::Integration')) {
      expect(Properties['PayloadFormatVersion']).toBe('2.0')
    }
  })

  it('is throttled and logged as JSON without what identifies a person', () => {
    const [stage] = all('AWS::ApiGatewayV2::Stage')
    expect(stage?.Properties).toMatchObject({
      StageName: '$default',
      DefaultRouteSettings: {
        ThrottlingRateLimit: config.throttle.rate,
        ThrottlingBurstLimit: config.throttle.burst,
      },
    })
    const format = JSON.stringify(stage?.Properties['AccessLogSettings'])
    expect(format).toContain('$context.requestId')
    expect(format).not.toMatch(/sourceIp|userAgent|queryString|\$context\.path/)
  })
})

describe('a contract that cannot be served', () => {
  const withContract = (contract: Contract): readonly Service[] =>
    fixtureServices.map((service) =>
      service.entry === 'functions/api/clusters.ts'
        ? { ...service, trigger: { kind: 'api', contract } }
        : service,
    )
  const synth = (contract: Contract) => {
    return synthesise(environmentConfig('dev'), withContract(contract))
  }
  const { read } = clusterContract.routes
  if (!read) throw new Error('the fixture has lost a route')

  it('names the route and the function that is missing', () => {
    const contract = { name: 'clusters', routes: { read: { ...read, function: 'documents' } } }
    expect(() => synth(contract)).toThrow(
      'clusters.read wants the function "documents"; there are platform, clusters',
    )
  })

  it('names two routes that the gateway could not tell apart', () => {
    const contract = { name: 'clusters', routes: { read, other: { ...read, path: '/clusters/{id}' } } }
    expect(() => synth(contract)).toThrow('clusters.other and clusters.read are both GET /clusters/{}')
  })

  it('sends a heavy route to a function of its own', () => {
    const heavy = { name: 'clusters', routes: { read: { ...read, function: 'platform' } } }
    const { all } = synth(heavy)
    const targets = new Map(
      all('AWS::ApiGatewayV2::Route').map(({ Properties }) => [
        Properties['RouteKey'],
        JSON.stringify(Properties['Target']),
      ]),
    )
    expect(targets.get('GET /api/v1/clusters/{clusterId}')).toBe(targets.get('$default'))
  })

  it('needs a function that answers unknown routes', () => {
    const none = fixtureServices.filter(({ entry }) => entry !== 'functions/api/platform.ts')
    expect(() => synthesise(environmentConfig('dev'), none)).toThrow(
      'No function of infra/services.ts answers unknown routes',
    )
  })
})
