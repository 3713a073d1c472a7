import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { StartError } from '../start-error.ts'
import { Manifest, Template } from './template.ts'

/** One stack of an assembly. */
export interface AssemblyStack {
  readonly name: string
  /** The folder that holds its template; asset paths are relative to it. */
  readonly folder: string
  readonly template: Template
}

interface Artifact extends AssemblyStack {
  readonly id: string
  readonly dependencies: readonly string[]
}

/** All stacks of an assembly and of the stages nested in it, each after those it depends on.
 *  @throws StartError for a folder that is no assembly, a damaged template, or stacks that depend on each other
 *  in a circle */
export const readStacks = (folder: string): readonly AssemblyStack[] => inOrder(artifactsIn(folder))

const artifactsIn = (folder: string): readonly Artifact[] => {
  const { artifacts } = readJson(join(folder, 'manifest.json'), Manifest)
  return Object.entries(artifacts).flatMap(([id, { type, dependencies, properties }]) => {
    if (type === 'cdk:cloud-assembly') return artifactsIn(join(folder, properties.directoryName ?? id))
    if (type !== 'aws:cloudformation:stack') return []
    const template = readJson(join(folder, properties.templateFile ?? `${id}.template.json`), Template)
    return [{ id, dependencies, name: properties.stackName ?? id, folder, template }]
  })
}

const inOrder = (artifacts: readonly Artifact[]): readonly AssemblyStack[] => {
  const byId = new Map(artifacts.map((artifact) => [artifact.id, artifact]))
  const ordered = new Set<Artifact>()
  const visit = (artifact: Artifact, path: readonly string[]): void => {
    if (ordered.has(artifact)) return
    if (path.includes(artifact.id)) {
      throw new StartError(
        `The stacks depend on each other in a circle: ${[...path, artifact.id].join(' → ')}`,
      )
    }
    for (const id of artifact.dependencies) {
      const dependency = byId.get(id)
      if (dependency) visit(dependency, [...path, artifact.id])
    }
    ordered.add(artifact)
  }
  for (const artifact of artifacts) visit(artifact, [])
  return [...ordered]
}

const readJson = <S extends z.ZodType>(file: string, schema: S): z.output<S> => {
  if (!existsSync(file)) {
    throw new StartError(
      `${file} is missing: this is not a synthesised cloud assembly (node infra/app.ts makes one)`,
    )
  }
  try {
    return schema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (error) {
    const reason = error instanceof z.ZodError ? z.prettifyError(error) : String(error)
    throw new StartError(`${file} cannot be read as part of a cloud assembly: ${reason}`, { cause: error })
  }
}
