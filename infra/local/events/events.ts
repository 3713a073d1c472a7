import { randomUUID } from 'node:crypto'
import * as z from 'zod'
import { ACCOUNT, type LocalAssembly, REGION } from '../assembly.ts'
import type { CreatedObject } from '../s3/store.ts'
import { StartError } from '../start-error.ts'
import type { Delivery } from './delivery.ts'
import { compilePattern, type EventMatcher } from './pattern.ts'

/** An event of EventBridge. */
export interface BusEvent {
  readonly version: '0'
  readonly id: string
  readonly 'detail-type': string
  readonly source: string
  readonly account: string
  readonly time: string
  readonly region: string
  readonly resources: readonly string[]
  readonly detail: Readonly<Record<string, unknown>>
}

interface BusOptions extends Delivery {
  readonly assembly: LocalAssembly
}

/** The default bus of EventBridge: hands each event to the targets of the rules that it fits.
 *  @throws StartError for a rule or target with more than is implemented
 *  @returns publishes one event; what it returns resolves when every target has it */
export const createBus = ({
  assembly,
  invokeAsync,
  send,
}: BusOptions): ((event: BusEvent) => Promise<void>) => {
  const rules = assembly.ofType('AWS::Events::Rule').flatMap((rule) => readRule(rule.properties, rule.path))
  return async (event) => {
    for (const { fits, targets } of rules) {
      if (!fits(event)) continue
      for (const { Arn, DeadLetterConfig } of targets) {
        if (invokeAsync(Arn, event) || !DeadLetterConfig) continue
        await send(DeadLetterConfig.Arn, JSON.stringify(event), {
          ERROR_CODE: 'RESOURCE_NOT_FOUND',
          ERROR_MESSAGE: `There is no function ${Arn}`,
          TARGET_ARN: Arn,
        })
      }
    }
  }
}

/** What S3 publishes for a new object. */
export const objectCreated = (object: CreatedObject, now: Date): BusEvent => ({
  version: '0',
  id: randomUUID(),
  'detail-type': 'Object Created',
  source: 'aws.s3',
  account: ACCOUNT,
  time: now.toISOString().replace(/\.\d+/, ''),
  region: REGION,
  resources: [`arn:aws:s3:::${object.bucket}`],
  detail: {
    version: '0',
    bucket: { name: object.bucket },
    object: {
      key: object.key,
      size: object.size,
      etag: object.etag,
      sequencer: now.getTime().toString(16).toUpperCase().padStart(18, '0'),
    },
    'request-id': randomUUID().slice(0, 16).toUpperCase(),
    requester: ACCOUNT,
    'source-ip-address': '127.0.0.1',
    reason: object.reason,
  },
})

const Target = z.strictObject({
  Id: z.string(),
  Arn: z.string().startsWith('arn:aws:lambda:', 'is no function; the local bus knows no other target'),
  DeadLetterConfig: z.object({ Arn: z.string() }).optional(),
  RetryPolicy: z.unknown().optional(),
  RoleArn: z.string().optional(),
})

const Rule = z.object({
  EventBusName: z.undefined('must be the default bus').optional(),
  EventPattern: z.unknown(),
  State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  Targets: z.array(Target).default([]),
})

const readRule = (
  properties: unknown,
  path: string,
): readonly { readonly fits: EventMatcher; readonly targets: readonly z.output<typeof Target>[] }[] => {
  const parsed = Rule.safeParse(properties)
  if (!parsed.success) {
    throw new StartError(`${path} cannot be read: ${z.prettifyError(parsed.error).replaceAll('\n', ' ')}`)
  }
  const { State, EventPattern, Targets } = parsed.data
  return State === 'ENABLED' ? [{ fits: compilePattern(EventPattern, path), targets: Targets }] : []
}
