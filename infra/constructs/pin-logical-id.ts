import { CfnResource } from 'aws-cdk-lib'
import type { Construct } from 'constructs'

/** Fixes the name by which CloudFormation knows what holds state: moving the construct in the code must never
 *  make it replace a table or a bucket. */
export const pinLogicalId = (construct: Construct, logicalId: string): void => {
  const resource = construct.node.defaultChild
  if (!CfnResource.isCfnResource(resource)) throw new Error(`${construct.node.path} has no resource to pin`)
  resource.overrideLogicalId(logicalId)
}
