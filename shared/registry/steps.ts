import { actorId, coveringGrant, type Resource } from '#kernel/access'
import type { Context, Page, Position } from '#kernel/call'
import { toItem, valuesOf } from '#kernel/entity'
import type { Power } from '#kernel/powers'
import { queryAll, type Table, type Write } from '#kernel/table'
import { STEP_PREFIX, stepEntity } from './keys.ts'
import type { Step } from './model.ts'

/** What a use case says of the step that it makes; who, when and by which position come from the context. */
export interface StepMade
  extends Pick<
    Step,
    'version' | 'action' | 'status' | 'inForce' | 'comments' | 'validUntil' | 'reason' | 'act' | 'signature'
  > {
  /** The power that was used, and on what; none for what the platform does by itself. */
  readonly by?: { readonly power: Power; readonly resource: Resource }
}

/** The write that adds a step to a procedure.
 *  @param subject the partition of the record that it belongs to */
export const stepAddition = (
  subject: string,
  { by, version, action, status, inForce, comments, validUntil, reason, act, signature }: StepMade,
  context: Context,
): Write => {
  const holder = by && coveringGrant(context.actor, by.power, by.resource)?.holder
  const step = {
    subject,
    version,
    action,
    status,
    at: context.at.toISOString(),
    inForce,
    actor: actorId(context.actor),
    ...(by !== undefined && { power: by.power }),
    ...(holder !== undefined && { holder }),
    ...(comments !== undefined && { comments }),
    ...(validUntil !== undefined && { validUntil }),
    ...(reason !== undefined && { reason }),
    ...(act !== undefined && { act }),
    ...(signature !== undefined && { signature }),
  }
  return { put: toItem(stepEntity, step), if: 'absent' }
}

/** All steps of a procedure, in their order; strongly consistent. */
export const stepsOf = async (table: Table, subject: string): Promise<readonly Step[]> =>
  valuesOf(
    stepEntity,
    await queryAll(table, { pk: subject, sk: { beginsWith: STEP_PREFIX }, consistent: true }),
  )

/** A page of the steps of a procedure, in their order. */
export const stepPage = async (
  table: Table,
  subject: string,
  page: { readonly limit: number; readonly after?: Position | undefined },
): Promise<Page<Step>> => {
  const { items, next } = await table.query({ pk: subject, sk: { beginsWith: STEP_PREFIX }, ...page })
  return { items: valuesOf(stepEntity, items).map(({ subject: _subject, ...step }) => step), next }
}
