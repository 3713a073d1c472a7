import type { Permission } from './policy.ts'

/** The managed policies that a role here may have, as AWS publishes them. */
export const MANAGED_POLICIES: Readonly<Record<string, readonly Permission[]>> = {
  'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole': [
    { actions: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'], resources: ['*'] },
  ],
  'arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccess': [
    {
      actions: [
        'xray:PutTraceSegments',
        'xray:PutTelemetryRecords',
        'xray:GetSamplingRules',
        'xray:GetSamplingTargets',
        'xray:GetSamplingStatisticSummaries',
      ],
      resources: ['*'],
    },
  ],
}
