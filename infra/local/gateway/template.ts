import * as z from 'zod'
import type { LocalAssembly } from '../assembly.ts'
import { StartError } from '../start-error.ts'
import type { GatewayRoute } from './routes.ts'

const Route = z.object({
  ApiId: z.string(),
  RouteKey: z.string(),
  Target: z.string(),
  AuthorizationType: z.literal('NONE').optional(),
})
const Integration = z.object({
  IntegrationType: z.literal('AWS_PROXY'),
  IntegrationUri: z.string(),
  PayloadFormatVersion: z.literal('2.0'),
})
const Stage = z.object({
  StageName: z.literal('$default'),
  DefaultRouteSettings: z
    .object({ ThrottlingBurstLimit: z.number(), ThrottlingRateLimit: z.number() })
    .optional(),
})

/** The HTTP API of a template: its routes with the functions behind them, and the throttle of its stage. */
export interface ApiDescription {
  readonly apiId: string
  readonly routes: readonly GatewayRoute[]
  readonly throttle: { readonly rate: number; readonly burst: number } | undefined
}

/** Reads the one HTTP API of the assembly.
 *  @throws StartError when there is none or several, or for an authorizer, integration or stage that is not known */
export const readApi = (assembly: LocalAssembly): ApiDescription => {
  const [api, another] = assembly.ofType('AWS::ApiGatewayV2::Api')
  if (!api || another) throw new StartError('The template must hold exactly one HTTP API')
  const targets = new Map(
    assembly.ofType('AWS::ApiGatewayV2::Integration').map((integration) => {
      const { IntegrationUri } = parse(Integration, integration.properties, integration.path)
      return [`integrations/${integration.physicalId}`, IntegrationUri]
    }),
  )
  const routes = assembly.ofType('AWS::ApiGatewayV2::Route').map((resource): GatewayRoute => {
    const { RouteKey, Target } = parse(Route, resource.properties, resource.path)
    const functionArn = targets.get(Target)
    if (functionArn) return { routeKey: RouteKey, functionArn }
    throw new StartError(`The route ${RouteKey} leads to ${Target}, which the template does not hold`)
  })
  const [stage] = assembly.ofType('AWS::ApiGatewayV2::Stage')
  const settings = stage && parse(Stage, stage.properties, stage.path).DefaultRouteSettings
  return {
    apiId: api.physicalId,
    routes,
    throttle: settings && { rate: settings.ThrottlingRateLimit, burst: settings.ThrottlingBurstLimit },
  }
}

const parse = <S extends z.ZodType>(schema: S, properties: unknown, path: string): z.output<S> => {
  const parsed = schema.safeParse(properties)
  if (parsed.success) return parsed.data
  throw new StartError(`${path} cannot be read: ${z.prettifyError(parsed.error).replaceAll('\n', ' ')}`)
}
