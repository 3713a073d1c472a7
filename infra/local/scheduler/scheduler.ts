import * as z from 'zod'
import type { LocalAssembly } from '../assembly.ts'
import type { Delivery } from '../events/delivery.ts'
import type { Iam } from '../iam.ts'
import { StartError } from '../start-error.ts'
import { type NextRun, nextRunOf } from './expression.ts'

/** A schedule of the template. */
export interface LocalSchedule {
  readonly path: string
  readonly nextRun: NextRun
  readonly functionArn: string
  readonly roleArn: string
  readonly input: unknown
  /** Gets what cannot be delivered; a job that throws is none of the scheduler's business. */
  readonly deadLetters: string | undefined
}

const Schedule = z.object({
  ScheduleExpression: z.string(),
  ScheduleExpressionTimezone: z.string().default('UTC'),
  State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  StartDate: z.undefined('is not implemented').optional(),
  EndDate: z.undefined('is not implemented').optional(),
  Target: z.object({
    RoleArn: z.string(),
    Arn: z
      .string()
      .startsWith('arn:aws:lambda:', 'is no function; the local scheduler knows no other target'),
    Input: z.string().default('{}'),
    DeadLetterConfig: z.object({ Arn: z.string() }).optional(),
  }),
})

/** Reads the enabled schedules.
 *  @throws StartError for one with more than is implemented */
export const readSchedules = (assembly: LocalAssembly, start: Date): readonly LocalSchedule[] =>
  assembly.ofType('AWS::Scheduler::Schedule').flatMap(({ properties, path }) => {
    const parsed = Schedule.safeParse(properties)
    if (!parsed.success) {
      throw new StartError(`${path} cannot be read: ${z.prettifyError(parsed.error).replaceAll('\n', ' ')}`)
    }
    const { ScheduleExpression, ScheduleExpressionTimezone, State, Target } = parsed.data
    if (State === 'DISABLED') return []
    const nextRun = nextRunOf(ScheduleExpression, ScheduleExpressionTimezone, start, path)
    const input = inputOf(Target.Input, path)
    return [
      {
        path,
        nextRun,
        functionArn: Target.Arn,
        roleArn: Target.RoleArn,
        input,
        deadLetters: Target.DeadLetterConfig?.Arn,
      },
    ]
  })

const inputOf = (json: string, path: string): unknown => {
  try {
    return JSON.parse(json)
  } catch {
    throw new StartError(`${path}: the input is not JSON: ${json}`)
  }
}

interface SchedulerOptions extends Delivery {
  readonly schedules: readonly LocalSchedule[]
  readonly iam: Pick<Iam, 'ofRole'>
  readonly now?: () => Date
}

/** Starts the clock: each schedule hands its input to its function when it is due.
 *  @returns stops it */
export const startScheduler = (options: SchedulerOptions): (() => void) => {
  const now = options.now ?? (() => new Date())
  const timers = new Map<LocalSchedule, NodeJS.Timeout>()
  const arm = (schedule: LocalSchedule): void => {
    const due = schedule.nextRun(now())
    if (!due) return
    // A timer holds 24.8 days at most; a longer wait is made of several.
    const wait = Math.min(due.getTime() - now().getTime(), LONGEST_WAIT)
    const timer = setTimeout(() => {
      if (now() >= due) void deliver(schedule, options)
      arm(schedule)
    }, wait)
    timers.set(schedule, timer.unref())
  }
  for (const schedule of options.schedules) arm(schedule)
  return () => {
    for (const timer of timers.values()) clearTimeout(timer)
  }
}

const LONGEST_WAIT = 24 * 3600 * 1000

const deliver = async (
  schedule: LocalSchedule,
  { iam, invokeAsync, send }: SchedulerOptions,
): Promise<void> => {
  const { functionArn, input } = schedule
  const allowed = iam.ofRole(schedule.roleArn).allows('lambda:InvokeFunction', functionArn)
  if ((allowed && invokeAsync(functionArn, input)) || !schedule.deadLetters) return
  await send(schedule.deadLetters, JSON.stringify(input), {
    ERROR_CODE: allowed ? 'RESOURCE_NOT_FOUND' : 'ACCESS_DENIED',
    ERROR_MESSAGE: allowed
      ? `There is no function ${functionArn}`
      : `${schedule.roleArn} may not invoke ${functionArn}`,
    TARGET_ARN: functionArn,
  })
}
