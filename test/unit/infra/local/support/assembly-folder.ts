import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

interface StackFixture {
  readonly dependencies?: readonly string[]
  readonly template: object
}

/** An empty folder of its own. */
export const temporaryFolder = (): string => mkdtempSync(join(tmpdir(), 'local-cloud-'))

/** A cloud assembly with hand-written templates, all in one nested stage. */
export const assemblyFolder = (stacks: Readonly<Record<string, StackFixture>>): string => {
  const folder = temporaryFolder()
  const stage = join(folder, 'assembly-test')
  mkdirSync(stage)
  const write = (file: string, content: object) => writeFileSync(file, JSON.stringify(content))
  const nested = { type: 'cdk:cloud-assembly', properties: { directoryName: 'assembly-test' } }
  write(join(folder, 'manifest.json'), { artifacts: { 'assembly-test': nested } })
  const artifacts = Object.entries(stacks).map(([name, { dependencies = [], template }]) => {
    write(join(stage, `${name}.template.json`), template)
    const properties = { templateFile: `${name}.template.json`, stackName: name }
    return [name, { type: 'aws:cloudformation:stack', dependencies, properties }]
  })
  write(join(stage, 'manifest.json'), { artifacts: Object.fromEntries(artifacts) })
  return folder
}

/** A cloud assembly of one stack with these resources. */
export const oneStack = (resources: object, rest: object = {}): string =>
  assemblyFolder({ app: { template: { Resources: resources, ...rest } } })
