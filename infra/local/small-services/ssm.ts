import * as z from 'zod'
import { ACCOUNT, type LocalAssembly, PARTITION, REGION } from '../assembly.ts'
import { type Operation, require, ServiceError } from './request.ts'

/** The parameters that the template writes, for whoever looks one up by name. By the target's operation name. */
export const parameterOperations = (assembly: LocalAssembly): ReadonlyMap<string, Operation> =>
  new Map(
    Object.entries<Operation>({
      GetParameter: (input, caller) => {
        const { Name } = parse(z.object({ Name: z.string() }), input)
        require(caller, 'ssm:GetParameter', parameterArn(Name))
        const value = assembly.parameters.get(Name)
        if (value === undefined) throw new ServiceError('ParameterNotFound', `There is no parameter ${Name}`)
        return { Parameter: parameter(Name, value) }
      },
      GetParameters: (input, caller) => {
        const { Names } = parse(z.object({ Names: z.array(z.string()).min(1).max(10) }), input)
        for (const name of Names) require(caller, 'ssm:GetParameters', parameterArn(name))
        return {
          Parameters: Names.flatMap((name) => {
            const value = assembly.parameters.get(name)
            return value === undefined ? [] : [parameter(name, value)]
          }),
          InvalidParameters: Names.filter((name) => !assembly.parameters.has(name)),
        }
      },
    }),
  )

const parse = <S extends z.ZodType>(schema: S, input: unknown): z.output<S> => {
  const parsed = schema.safeParse(input)
  if (parsed.success) return parsed.data
  throw new ServiceError('ValidationException', z.prettifyError(parsed.error))
}

const parameterArn = (name: string): string =>
  `arn:${PARTITION}:ssm:${REGION}:${ACCOUNT}:parameter/${name.replace(/^\//, '')}`

const parameter = (name: string, value: string) => ({
  Name: name,
  Value: value,
  Type: 'String',
  Version: 1,
  ARN: parameterArn(name),
})
