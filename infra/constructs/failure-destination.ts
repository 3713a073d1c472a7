import { Duration } from 'aws-cdk-lib'
import { bucketArn, grantFailureDestination } from './grant.ts'
import type { ServiceFunction } from './service-function.ts'

/** Keeps every asynchronous event that the function fails to process, with the error, in the failures bucket
 *  under `aws/lambda/async/<function>/`. */
export const keepFailures = (
  { lambda, role }: ServiceFunction,
  bucket: string,
  { retryAttempts }: { readonly retryAttempts: number },
): void => {
  grantFailureDestination(role, bucket)
  lambda.configureAsyncInvoke({
    retryAttempts,
    maxEventAge: Duration.hours(1),
    onFailure: { bind: () => ({ destination: bucketArn(lambda, bucket) }) },
  })
}
