import { StringParameter } from 'aws-cdk-lib/aws-ssm'
import type { Construct } from 'constructs'
import type { EnvironmentConfig } from '../config.ts'
import type { StreamedTable, TableName } from '../services.ts'

/** What one stack tells the others. Stacks share names through parameters, not through exports: an export
 *  that another stack imports can no longer be changed, a parameter can. */
export type SharedName =
  | `tables/${TableName}/name`
  | `tables/${StreamedTable}/stream`
  | 'buckets/documents'
  | 'buckets/failures'
  | 'buckets/extracts'
  | 'buckets/reports'
  | 'buckets/seals'
  | 'identity/issuer'
  | 'identity/client'
  | 'identity/sign-in'
  | 'api/id'

/** The parameter's name, the same in every template of an environment. */
const parameterName = (config: EnvironmentConfig, name: SharedName): string =>
  `/agglomera/${config.name}/${name}`

/** Writes a name for the other stacks to read. */
export const publish = (
  scope: Construct,
  config: EnvironmentConfig,
  name: SharedName,
  value: string,
): void => {
  new StringParameter(scope, `Shared ${name}`, {
    parameterName: parameterName(config, name),
    stringValue: value,
  })
}

/** Reads what another stack published; CloudFormation resolves it when it deploys. */
export const lookup = (scope: Construct, config: EnvironmentConfig, name: SharedName): string =>
  StringParameter.valueForStringParameter(scope, parameterName(config, name))
