import { createHmac } from 'node:crypto'
import * as z from 'zod'
import { ACCOUNT, type LocalAssembly, type LocalResource } from './assembly.ts'
import { MANAGED_POLICIES } from './iam/managed-policies.ts'
import { isAllowed, type Permission, permissionsIn } from './iam/policy.ts'
import { StartError } from './start-error.ts'

/** Who calls a local service. */
export interface Caller {
  /** The function or, for a role without one, the role; `operator` for the person at this machine. */
  readonly name: string
  /** As AWS writes it in its answers: `arn:aws:sts::<account>:assumed-role/<role>/<function>`. */
  readonly arn: string
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string }
  /** Whether its role allows the action, such as `dynamodb:PutItem`, on the resource. */
  allows(action: string, resourceArn: string): boolean
}

/** The callers of one assembly. */
export interface Iam {
  /** Commands of the operator: everything is allowed. */
  readonly operator: Caller
  byAccessKey(accessKeyId: string): Caller | undefined
  /** @throws StartError for a function that the template does not have */
  ofFunction(functionName: string): Caller
  /** @throws StartError for a role that the template does not have */
  ofRole(roleArn: string): Caller
}

const OPERATOR_KEY = 'AGGLOMERA-OPERATOR'

/** Reads the roles of the template. Key ids depend on names alone; the secret keys on `secret` too.
 *  @param secret any text that others do not know, kept between starts so that signed addresses stay valid
 *  @throws StartError for a policy that holds more than is implemented, or a managed policy that is not known */
export const readIam = (assembly: LocalAssembly, secret: string): Iam => {
  const permissions = permissionsByRole(assembly)
  const caller = (name: string, role: LocalResource): Caller => {
    const granted = permissions.get(role.physicalId) ?? []
    return {
      name,
      arn: `arn:aws:sts::${ACCOUNT}:assumed-role/${role.physicalId}/${name}`,
      credentials: credentials(`AKIALOCAL${digest('key', name).toUpperCase().slice(0, 11)}`, secret),
      allows: (action, resource) => isAllowed(granted, action, resource),
    }
  }
  const roles = new Map(assembly.ofType('AWS::IAM::Role').map((role) => [role.arn, role]))
  const functions = new Map(
    assembly.ofType('AWS::Lambda::Function').map((fn) => {
      const role = roles.get(String(fn.properties['Role']))
      if (role) return [fn.physicalId, caller(fn.physicalId, role)] as const
      throw new StartError(`The function ${fn.physicalId} has a role that the template does not hold`)
    }),
  )
  const operator: Caller = {
    name: 'operator',
    arn: `arn:aws:iam::${ACCOUNT}:user/operator`,
    credentials: credentials(OPERATOR_KEY, secret),
    allows: () => true,
  }
  const byKey = new Map([operator, ...functions.values()].map((one) => [one.credentials.accessKeyId, one]))
  return {
    operator,
    byAccessKey: (accessKeyId) => byKey.get(accessKeyId),
    ofFunction: (name) => {
      const found = functions.get(name)
      if (found) return found
      throw new StartError(`There is no function ${name} in the template`)
    },
    ofRole: (arn) => {
      const role = roles.get(arn)
      if (role) return caller(role.physicalId, role)
      throw new StartError(`There is no role ${arn} in the template`)
    },
  }
}

/** Who signed a request: `Authorization: AWS4-HMAC-SHA256 Credential=<access key>/<date>/…`. The signature itself is
 *  not checked. */
export const signerOf = (authorization: string | undefined, iam: Iam): Caller | undefined => {
  const accessKeyId = /Credential=([^/,\s]+)\//.exec(authorization ?? '')?.[1]
  return accessKeyId === undefined ? undefined : iam.byAccessKey(accessKeyId)
}

/** What AWS says to a caller whose role does not allow an action. */
export const accessDeniedMessage = (caller: Caller, action: string, resourceArn: string): string =>
  `User: ${caller.arn} is not authorized to perform: ${action} on resource: ${resourceArn} because no identity-based policy allows the ${action} action`

const Role = z.object({
  Policies: z.array(z.object({ PolicyName: z.string(), PolicyDocument: z.unknown() })).default([]),
  ManagedPolicyArns: z.array(z.string()).default([]),
  PermissionsBoundary: z.undefined('is not implemented by the local cloud').optional(),
})

const Policy = z.object({
  PolicyDocument: z.unknown(),
  Roles: z.array(z.string(), 'must name the roles it is for'),
})

const permissionsByRole = (assembly: LocalAssembly): ReadonlyMap<string, readonly Permission[]> => {
  const byRole = new Map<string, Permission[]>()
  for (const role of assembly.ofType('AWS::IAM::Role')) {
    const { Policies, ManagedPolicyArns } = parse(Role, role)
    byRole.set(role.physicalId, [
      ...Policies.flatMap((policy) =>
        permissionsIn(policy.PolicyDocument, `${role.path} (${policy.PolicyName})`),
      ),
      ...ManagedPolicyArns.flatMap((arn) => managed(arn, role)),
    ])
  }
  for (const policy of assembly.ofType('AWS::IAM::Policy')) {
    const { PolicyDocument, Roles } = parse(Policy, policy)
    const granted = permissionsIn(PolicyDocument, policy.path)
    for (const role of Roles) {
      const known = byRole.get(role)
      if (!known)
        throw new StartError(`${policy.path} is for the role ${role}, which the template does not hold`)
      known.push(...granted)
    }
  }
  return byRole
}

const parse = <S extends z.ZodType>(schema: S, resource: LocalResource): z.output<S> => {
  const parsed = schema.safeParse(resource.properties)
  if (parsed.success) return parsed.data
  throw new StartError(
    `${resource.path} cannot be read: ${z.prettifyError(parsed.error).replaceAll('\n', ' ')}`,
  )
}

const managed = (arn: string, role: LocalResource): readonly Permission[] => {
  const permissions = MANAGED_POLICIES[arn]
  if (permissions) return permissions
  throw new StartError(
    `${role.path} has the managed policy ${arn}, which the local cloud does not know; name exact actions instead`,
  )
}

const credentials = (accessKeyId: string, secret: string) => ({
  accessKeyId,
  secretAccessKey: digest(secret, accessKeyId).slice(0, 40),
})

const digest = (key: string, text: string): string => createHmac('sha256', key).update(text).digest('hex')
