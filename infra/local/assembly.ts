import { resolve as resolvePath } from 'node:path'
import {
  ACCOUNT,
  type AttributeHook,
  arnOf,
  attributeOf,
  generatedId,
  NAME_PROPERTIES,
  PARTITION,
  REGION,
  type ResourceName,
  refOf,
  URL_SUFFIX,
} from './assembly/attributes.ts'
import { LOCAL_TYPES, NOTHING_NEEDED } from './assembly/resource-types.ts'
import { type AssemblyStack, readStacks } from './assembly/stacks.ts'
import type { TemplateResource } from './assembly/template.ts'
import { resolve, type Scope } from './intrinsics.ts'
import { StartError } from './start-error.ts'

export { ACCOUNT, type AttributeHook, PARTITION, REGION } from './assembly/attributes.ts'

/** A resource of the template that the local cloud has a counterpart for. */
export interface LocalResource extends ResourceName {
  /** Where its type has one. */
  readonly arn: string | undefined
  /** The construct's path, `<stage>/<stack>/…`; the logical id where the template does not tell. */
  readonly path: string
  /** The file or folder that its code is in, absolute. */
  readonly asset: string | undefined
  /** Without intrinsic functions. */
  readonly properties: Readonly<Record<string, unknown>>
}

/** A synthesised application, read for running it here. */
export interface LocalAssembly {
  /** Stacks in the order of their dependencies; types that need nothing here are left out. */
  readonly resources: readonly LocalResource[]
  /** SSM parameters of the template: name → value. */
  readonly parameters: ReadonlyMap<string, string>
  /** `<stack>.<output>` → value */
  readonly outputs: ReadonlyMap<string, string>
  ofType(type: string): readonly LocalResource[]
}

/** Reads a cloud assembly: all stacks, those of nested stages too, with every intrinsic function resolved to what
 *  it stands for here. The same assembly always gives the same names.
 *  @param attributes supplies local addresses, such as the issuer of tokens, in place of those of AWS
 *  @throws StartError for anything it does not know: a type, an intrinsic function, an attribute, a parameter */
export const readAssembly = (folder: string, attributes: AttributeHook = () => undefined): LocalAssembly => {
  const reader = new Reader(attributes)
  for (const stack of readStacks(folder)) reader.read(stack)
  const { resources, parameters, outputs } = reader
  return { resources, parameters, outputs, ofType: (type) => resources.filter((one) => one.type === type) }
}

class Reader {
  readonly resources: LocalResource[] = []
  readonly parameters = new Map<string, string>()
  readonly outputs = new Map<string, string>()
  readonly #exports = new Map<string, string>()
  readonly #attributes: AttributeHook

  constructor(attributes: AttributeHook) {
    this.#attributes = attributes
  }

  read(stack: AssemblyStack): void {
    const scope = new StackScope(stack, this.parameters, this.#exports, this.#attributes)
    for (const [logicalId, resource] of Object.entries(stack.template.Resources)) {
      if (resource.Condition !== undefined && !scope.condition(resource.Condition)) continue
      if (NOTHING_NEEDED.has(resource.Type)) continue
      if (!LOCAL_TYPES.has(resource.Type)) {
        throw new StartError(
          `${stack.name}/${logicalId} is of type ${resource.Type}, which the local cloud does not know; give it a counterpart or list it in infra/local/assembly/resource-types.ts`,
        )
      }
      this.#add(stack, scope, logicalId, resource)
    }
    for (const [name, output] of Object.entries(stack.template.Outputs)) {
      if (output.Condition !== undefined && !scope.condition(output.Condition)) continue
      const where = `${stack.name}, output ${name}`
      const value = String(resolve(output.Value, scope, where))
      this.outputs.set(`${stack.name}.${name}`, value)
      if (output.Export) this.#exports.set(String(resolve(output.Export.Name, scope, where)), value)
    }
  }

  #add(stack: AssemblyStack, scope: StackScope, logicalId: string, resource: TemplateResource): void {
    const name = scope.nameOf(logicalId, resource)
    const asset = resource.Metadata['aws:asset:path']
    const properties = Object.fromEntries(
      Object.entries(resource.Properties)
        .map(([key, value]) => [key, resolve(value, scope, `${stack.name}/${logicalId}.${key}`)] as const)
        .filter(([, value]) => value !== undefined),
    )
    this.resources.push({
      ...name,
      arn: arnOf(name),
      path: String(resource.Metadata['aws:cdk:path'] ?? logicalId),
      asset: typeof asset === 'string' ? resolvePath(stack.folder, asset) : undefined,
      properties,
    })
    if (name.type === 'AWS::SSM::Parameter') this.parameters.set(name.physicalId, String(properties['Value']))
  }
}

/** What names mean inside one stack. */
class StackScope implements Scope {
  readonly #stack: AssemblyStack
  readonly #parameters: ReadonlyMap<string, string>
  readonly #exports: ReadonlyMap<string, string>
  readonly #hook: AttributeHook
  readonly #naming = new Set<string>()

  constructor(
    stack: AssemblyStack,
    parameters: ReadonlyMap<string, string>,
    exports: ReadonlyMap<string, string>,
    hook: AttributeHook,
  ) {
    this.#stack = stack
    this.#parameters = parameters
    this.#exports = exports
    this.#hook = hook
  }

  ref(name: string): string {
    const pseudo = this.#pseudoParameter(name)
    if (pseudo !== undefined) return pseudo
    const parameter = this.#stack.template.Parameters[name]
    if (parameter) return this.#templateParameter(name, parameter)
    const resource = this.#named(name)
    return this.#hook(resource, 'Ref') ?? refOf(resource)
  }

  attribute(logicalId: string, attribute: string): string {
    const resource = this.#named(logicalId)
    const value = this.#hook(resource, attribute) ?? attributeOf(resource, attribute)
    if (value !== undefined) return value
    throw new StartError(
      `${this.#stack.name} asks for ${logicalId}.${attribute}, an attribute of ${resource.type} that the local cloud does not know (infra/local/assembly/attributes.ts holds those it does)`,
    )
  }

  importValue(exportName: string): string {
    const value = this.#exports.get(exportName)
    if (value !== undefined) return value
    throw new StartError(`${this.#stack.name} imports ${exportName}, which no stack before it exports`)
  }

  condition(name: string): boolean {
    const definition = this.#stack.template.Conditions[name]
    if (definition === undefined) throw new StartError(`${this.#stack.name} has no condition ${name}`)
    return resolve(definition, this, `${this.#stack.name}, condition ${name}`) === true
  }

  parameter(name: string): string {
    const value = this.#parameters.get(name)
    if (value !== undefined) return value
    throw new StartError(
      `${this.#stack.name} reads the SSM parameter ${name}, which no stack before it writes; does it depend on that stack?`,
    )
  }

  nameOf(logicalId: string, { Type: type, Properties }: TemplateResource): ResourceName {
    const stack = this.#stack.name
    const property = NAME_PROPERTIES[type]
    const explicit = property === undefined ? undefined : Properties[property]
    if (explicit === undefined) {
      return { stack, logicalId, type, physicalId: generatedId(stack, logicalId, type) }
    }
    if (this.#naming.has(logicalId)) {
      throw new StartError(`${stack}: the name of ${logicalId} depends on itself`)
    }
    this.#naming.add(logicalId)
    const physicalId = resolve(explicit, this, `${stack}/${logicalId}.${property}`)
    this.#naming.delete(logicalId)
    return {
      stack,
      logicalId,
      type,
      physicalId: physicalId === undefined ? generatedId(stack, logicalId, type) : String(physicalId),
    }
  }

  #named(logicalId: string): ResourceName {
    const resource = this.#stack.template.Resources[logicalId]
    if (resource) return this.nameOf(logicalId, resource)
    throw new StartError(`${this.#stack.name} refers to ${logicalId}, which it does not have`)
  }

  #templateParameter(
    name: string,
    { Type, Default }: { Type: string; Default?: string | number | undefined },
  ): string {
    if (Default === undefined) {
      throw new StartError(
        `${this.#stack.name} has the parameter ${name} without a default; nobody is here to give it`,
      )
    }
    if (Type === 'AWS::SSM::Parameter::Value<String>') return this.parameter(String(Default))
    if (Type === 'String' || Type === 'Number') return String(Default)
    throw new StartError(
      `${this.#stack.name}: the local cloud does not know the type ${Type} of the parameter ${name}`,
    )
  }

  #pseudoParameter(name: string): string | undefined {
    switch (name) {
      case 'AWS::AccountId':
        return ACCOUNT
      case 'AWS::Region':
        return REGION
      case 'AWS::Partition':
        return PARTITION
      case 'AWS::URLSuffix':
        return URL_SUFFIX
      case 'AWS::StackName':
        return this.#stack.name
      case 'AWS::StackId':
        return `arn:${PARTITION}:cloudformation:${REGION}:${ACCOUNT}:stack/${this.#stack.name}/local`
      default:
        if (!name.startsWith('AWS::')) return undefined
        throw new StartError(
          `${this.#stack.name} uses ${name}, a pseudo parameter that the local cloud does not know`,
        )
    }
  }
}
