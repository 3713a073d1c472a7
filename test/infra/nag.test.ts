import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Validations } from 'aws-cdk-lib'
import { Bucket } from 'aws-cdk-lib/aws-s3'
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag'
import { describe, expect, it } from 'vitest'
import { type EnvironmentConfig, environmentConfig, environmentNames } from '../../infra/config.ts'
import { createApp, Platform } from '../../infra/platform.ts'
import { SERVICES, type Service } from '../../infra/services.ts'
import { fixtureBundles, fixtureServices } from './support/fixture.ts'

const findings = (
  config: EnvironmentConfig,
  services: readonly Service[],
  change: (platform: Platform) => void = () => {},
): readonly string[] => {
  const app = createApp(mkdtempSync(join(tmpdir(), 'assembly-')))
  const platform = new Platform(app, { config, services, bundles: fixtureBundles(services) })
  change(platform)
  return [new AwsSolutionsChecks(app), new ServerlessChecks(app)].flatMap((pack) =>
    pack
      .validateScope(app)
      .violations.map(
        ({ ruleName, violatingResources }) =>
          `${ruleName} at ${violatingResources.map(({ constructPath }) => constructPath).join(', ')}`,
      ),
  )
}

describe('the rule packs AwsSolutions and Serverless', () => {
  it.each(environmentNames())('find nothing in %s that is not answered', (name) => {
    expect(findings(environmentConfig(name), SERVICES)).toEqual([])
  })

  it('find nothing in any kind of function', () => {
    expect(findings(environmentConfig('prod'), fixtureServices)).toEqual([])
  })

  it('do look: a careless bucket is found', () => {
    const careless = findings(environmentConfig('dev'), SERVICES, (platform) => {
      const stack = platform.node.findChild('Data')
      new Bucket(stack, 'Careless')
    })
    expect(careless.join()).toMatch(/AwsSolutions-S1 at dev\/Data\/Careless/)
    expect(careless.join()).toMatch(/AwsSolutions-S10 at dev\/Data\/Careless/)
  })

  it('are answered on the construct, in a sentence, never for a whole stack', () => {
    const app = createApp(mkdtempSync(join(tmpdir(), 'assembly-')))
    const platform = new Platform(app, {
      config: environmentConfig('prod'),
      services: SERVICES,
      bundles: fixtureBundles(SERVICES),
    })
    const answers = platform.node
      .findAll()
      .flatMap((construct) =>
        construct.node.metadata
          .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
          .flatMap(({ data }) => Object.entries(data).map(([rule, reason]) => ({ construct, rule, reason }))),
      )
    expect(answers.length).toBeGreaterThan(0)
    for (const { construct, reason } of answers) {
      expect(construct.node.path.split('/').length).toBeGreaterThanOrEqual(3)
      expect(String(reason).split(' ').length).toBeGreaterThan(8)
    }
  })
})
