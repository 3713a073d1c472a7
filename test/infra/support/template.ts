import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as z from 'zod'
import { type EnvironmentConfig, environmentConfig, environmentNames } from '../../../infra/config.ts'
import { createApp, Platform } from '../../../infra/platform.ts'
import { SERVICES, type Service } from '../../../infra/services.ts'
import { fixtureBundles } from './fixture.ts'

const Template = z.object({
  Resources: z.record(
    z.string(),
    z.object({
      Type: z.string(),
      Properties: z.record(z.string(), z.unknown()).default({}),
      DeletionPolicy: z.string().optional(),
      UpdateReplacePolicy: z.string().optional(),
    }),
  ),
})

/** A resource of a synthesised template. */
export interface Resource extends z.output<(typeof Template)['shape']['Resources']['valueType']> {
  readonly stack: string
  readonly id: string
}

/** The templates of one environment. */
export interface Synthesised {
  readonly config: EnvironmentConfig
  readonly resources: readonly Resource[]
  /** Resources of a type. */
  readonly all: (type: string) => readonly Resource[]
  /** The cloud assembly's folder. */
  readonly folder: string
  /** The templates' text, one after another. */
  readonly text: string
}

/** Synthesises an environment without bundling: only the code's hash is different. */
export const synthesise = (
  config: EnvironmentConfig,
  services: readonly Service[] = SERVICES,
): Synthesised => {
  const folder = mkdtempSync(join(tmpdir(), 'assembly-'))
  const app = createApp(folder)
  new Platform(app, { config, services, bundles: fixtureBundles(services) })
  const { stacks } = app.synth().getNestedAssembly(`assembly-${config.name}`)
  const resources = stacks.flatMap((stack) =>
    Object.entries(Template.parse(stack.template).Resources).map(([id, resource]) => ({
      ...resource,
      id,
      stack: stack.stackName.replace(`agglomera-${config.name}-`, ''),
    })),
  )
  return {
    config,
    folder,
    resources,
    all: (type) => resources.filter((resource) => resource.Type === type),
    text: stacks.map(({ templateFullPath }) => readFileSync(templateFullPath, 'utf8')).join('\n'),
  }
}

/** Every environment that infra/config.ts holds, synthesised with the platform's real functions. */
export const everyEnvironment: readonly (readonly [string, Synthesised])[] = environmentNames().map(
  (name) => [name, synthesise(environmentConfig(name))],
)

/** The value at a path of properties, checked by a schema.
 *  @throws ZodError when the template has another shape */
export const at = <S extends z.ZodType>(resource: Resource, path: string, schema: S): z.output<S> =>
  schema.parse(
    path
      .split('.')
      .reduce<unknown>(
        (value, key) =>
          typeof value === 'object' && value !== null
            ? Object.getOwnPropertyDescriptor(value, key)?.value
            : undefined,
        resource.Properties,
      ),
    { error: () => `${resource.id}: ${path} is not what was expected` },
  )
