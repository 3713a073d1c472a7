import { CognitoIdentityProviderClient, ListUsersCommand } from '@aws-sdk/client-cognito-identity-provider'
import { GetParameterCommand, ParameterNotFound, SSMClient } from '@aws-sdk/client-ssm'
import { mockClient } from 'aws-sdk-client-mock'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { deployedPlatform } from '../../../../infra/commands/operate/deployed.ts'

describe('a deployed platform', () => {
  const parameters = mockClient(SSMClient)
  const people = mockClient(CognitoIdentityProviderClient)

  beforeEach(() => {
    const published: Readonly<Record<string, string>> = {
      '/agglomera/dev/tables/governance/name': 'governance-table',
      '/agglomera/dev/identity/issuer': 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Ab1',
    }
    for (const [Name, Value] of Object.entries(published))
      parameters.on(GetParameterCommand, { Name }).resolves({ Parameter: { Value } })
  })
  afterEach(() => {
    parameters.reset()
    people.reset()
  })

  it('is found by what its stacks published, and its accounts by e-mail', async () => {
    people
      .on(ListUsersCommand, { UserPoolId: 'eu-central-1_Ab1', Filter: 'email = "ann@example.org"' })
      .resolves({
        Users: [
          {
            Attributes: [
              { Name: 'sub', Value: 'sub-1' },
              { Name: 'name', Value: 'Ann' },
            ],
          },
        ],
      })
    const platform = await deployedPlatform('dev')
    expect(await platform.tableName('governance')).toBe('governance-table')
    expect(await platform.account('ann@example.org')).toEqual({ subject: 'sub-1', name: 'Ann' })
  })

  it('may not have the account', async () => {
    people.on(ListUsersCommand).resolves({ Users: [] })
    expect(await (await deployedPlatform('dev')).account('nobody@example.org')).toBeUndefined()
  })

  it('lets no address change the question', async () => {
    people.on(ListUsersCommand).resolves({ Users: [] })
    await (await deployedPlatform('dev')).account('a"b\\c@example.org')
    expect(people.commandCalls(ListUsersCommand)[0]?.args[0].input.Filter).toBe(
      'email = "a\\"b\\\\c@example.org"',
    )
  })

  it('must have been deployed, and be configured', async () => {
    parameters.reset()
    parameters.on(GetParameterCommand).rejects(new ParameterNotFound({ message: 'none', $metadata: {} }))
    await expect(deployedPlatform('dev')).rejects.toThrow('deploy the environment first')
    await expect(deployedPlatform('nowhere')).rejects.toThrow('nowhere')
  })
})
