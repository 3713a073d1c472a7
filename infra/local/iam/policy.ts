import * as z from 'zod'
import { StartError } from '../start-error.ts'

/** Actions that are allowed on resources; both may hold the wildcards `*` and `?`. */
export interface Permission {
  readonly actions: readonly string[]
  readonly resources: readonly string[]
}

/** IAM lets a list of one be written without the list. */
const oneOrMany = <S extends z.ZodType>(one: S) =>
  z.preprocess((value) => (value === undefined || Array.isArray(value) ? value : [value]), z.array(one))

const Statement = z.strictObject({
  Sid: z.string().optional(),
  Effect: z.literal('Allow', 'must be Allow: the local cloud does not implement Deny'),
  Action: oneOrMany(z.string()),
  Resource: oneOrMany(z.string()),
})

const PolicyDocument = z.strictObject({
  Version: z.literal('2012-10-17').optional(),
  Id: z.string().optional(),
  Statement: oneOrMany(Statement),
})

/** The permissions that a policy document of a role gives.
 *  @param where names the policy for the message
 *  @throws StartError for Deny, Condition, NotAction, NotResource and whatever else is not implemented: a policy
 *  that is read only in part would allow here what AWS refuses, or the other way round */
export const permissionsIn = (document: unknown, where: string): readonly Permission[] => {
  const parsed = PolicyDocument.safeParse(document)
  if (parsed.success) {
    return parsed.data.Statement.map(({ Action, Resource }) => ({ actions: Action, resources: Resource }))
  }
  throw new StartError(
    `The policy of ${where} is more than the local cloud implements (Allow, Action, Resource): ${reasons(parsed.error)}`,
  )
}

const reasons = (error: z.ZodError): string =>
  error.issues.map(({ path, message }) => `${path.join('.') || '(all)'}: ${message}`).join('; ')

/** Whether one of the permissions allows the action on the resource. Actions are compared without case, as IAM
 *  does; `*` stands for any text and `?` for one character. */
export const isAllowed = (permissions: readonly Permission[], action: string, resource: string): boolean =>
  permissions.some(
    ({ actions, resources }) =>
      actions.some((pattern) => matches(pattern.toLowerCase(), action.toLowerCase())) &&
      resources.some((pattern) => matches(pattern, resource)),
  )

const matches = (pattern: string, text: string): boolean => {
  if (!/[*?]/.test(pattern)) return pattern === text
  const cached = expressions.get(pattern)
  if (cached) return cached.test(text)
  const source = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.')
  const expression = new RegExp(`^${source}$`, 's')
  expressions.set(pattern, expression)
  return expression.test(text)
}

/** The templates hold few patterns; each request asks for some of them. */
const expressions = new Map<string, RegExp>()
