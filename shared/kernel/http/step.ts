import type { MiddlewareObj } from '@middy/core'
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda'
import type { Actor } from '../access.ts'
import type { Call } from '../call.ts'
import type { Reply } from '../contract.ts'
import type { Language } from '../localised-text.ts'
import type { Quota } from '../quota.ts'
import type { CompiledRoute } from './compiled-route.ts'

/** What the steps of the pipeline tell each other about one request, in the order in which they learn it. */
export interface Exchange {
  readonly requestId: string
  readonly traceId: string
  readonly at: Date
  readonly language: Language
  route?: CompiledRoute
  actor?: Actor
  /** Of a caller whose requests are counted. */
  quota?: Quota
  call?: Call
}

/** One step of the request pipeline. */
export type Step = MiddlewareObj<
  APIGatewayProxyEventV2,
  APIGatewayProxyStructuredResultV2 | Reply,
  Error,
  Context
>
