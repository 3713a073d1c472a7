import { RemovalPolicy, Validations } from 'aws-cdk-lib'
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway'
import {
  HttpApi,
  HttpMethod,
  HttpRoute,
  HttpRouteKey,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2'
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations'
import type { IFunction } from 'aws-cdk-lib/aws-lambda'
import { LogGroup } from 'aws-cdk-lib/aws-logs'
import { Construct } from 'constructs'
import { API_BASE } from '#kernel/api-base'
import type { Contract, Route } from '#kernel/contract'
import type { EnvironmentConfig } from '../config.ts'

interface ContractApiProps {
  readonly config: EnvironmentConfig
  readonly contracts: readonly Contract[]
  /** The functions by the name that a contract, or a route's `function`, has. */
  readonly functions: ReadonlyMap<string, IFunction>
  /** The one of them that answers what no route matches. */
  readonly fallback: string
}

/** An HTTP API whose routes are those of the contracts, each by name: what is not in a contract reaches no
 *  context. One integration and one permission per function, since a permission per route would fill the
 *  function's 20 KB policy at 48 routes. `$default` answers 404 in the API's own form. */
export class ContractApi extends Construct {
  readonly api: HttpApi

  /** @throws Error when a route names a function that does not exist, or two routes are the same */
  constructor(scope: Construct, id: string, { config, contracts, functions, fallback }: ContractApiProps) {
    super(scope, id)
    this.api = new HttpApi(this, 'Http', {
      apiName: `agglomera-${config.name}`,
      description: 'The REST API, its routes made from the contracts',
      createDefaultStage: false,
    })
    const integrations = new Map(
      [...functions].map(([name, lambda]) => [
        name,
        new HttpLambdaIntegration(`${name} integration`, lambda, { scopePermissionToRoute: false }),
      ]),
    )
    const integrationOf = (name: string, asker: string): HttpLambdaIntegration => {
      const integration = integrations.get(name)
      if (integration) return integration
      throw new Error(`${asker} wants the function "${name}"; there are ${[...functions.keys()].join(', ')}`)
    }
    for (const { contract, key, route } of routesOf(contracts)) {
      const integration = integrationOf(route.function ?? contract.name, `${contract.name}.${key}`)
      const routeKey = HttpRouteKey.with(`${API_BASE}${route.path}`, HttpMethod[route.method])
      this.addRoute(`${contract.name}.${key}`, routeKey, integration)
    }
    this.addRoute('$default', HttpRouteKey.DEFAULT, integrationOf(fallback, '$default'))
    this.addStage(config)
  }

  private addRoute(id: string, routeKey: HttpRouteKey, integration: HttpLambdaIntegration): void {
    const route = new HttpRoute(this, id, { httpApi: this.api, routeKey, integration })
    Validations.of(route).acknowledge({
      id: 'AwsSolutions-APIG4',
      reason:
        'The pipeline in the function authenticates: a gateway authorizer can neither serve one route to anonymous and signed-in callers nor answer 401 and 403 as problem details.',
    })
  }

  private addStage(config: EnvironmentConfig): void {
    const logs = new LogGroup(this, 'AccessLogs', {
      logGroupName: `/agglomera/${config.name}/api-access`,
      retention: config.logRetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    })
    this.api.addStage('Stage', {
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: config.throttle.rate, burstLimit: config.throttle.burst },
      accessLogSettings: {
        destination: new LogGroupLogDestination(logs),
        format: AccessLogFormat.custom(JSON.stringify(ACCESS_LOG)),
      },
    })
  }
}

/** One line per request. No query string and no address: either may hold what identifies a person. */
const ACCESS_LOG = {
  requestId: '$context.requestId',
  time: '$context.requestTimeEpoch',
  route: '$context.routeKey',
  status: '$context.status',
  gatewayError: '$context.error.message',
  integrationError: '$context.integrationErrorMessage',
  latency: '$context.responseLatency',
  length: '$context.responseLength',
}

interface NamedRoute {
  readonly contract: Contract
  readonly key: string
  readonly route: Route
}

const routesOf = (contracts: readonly Contract[]): readonly NamedRoute[] => {
  const all = contracts.flatMap((contract) =>
    Object.entries(contract.routes).map(([key, route]) => ({ contract, key, route })),
  )
  const seen = new Map<string, NamedRoute>()
  for (const named of all) {
    // To the gateway /a/{x} and /a/{y} are one route.
    const path = `${named.route.method} ${named.route.path.replaceAll(/\{[^}]*\}/g, '{}')}`
    const other = seen.get(path)
    if (other) {
      throw new Error(
        `${named.contract.name}.${named.key} and ${other.contract.name}.${other.key} are both ${path}`,
      )
    }
    seen.set(path, named)
  }
  return all
}
