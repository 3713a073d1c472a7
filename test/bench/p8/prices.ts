/** Prices of eu-central-1 (Frankfurt) in US dollars, without tax and without the free quotas of the first year, as
 *  AWS listed them in mid-2025. They were written down without access to the price pages: whoever decides by them
 *  compares with the page of the day at aws.amazon.com/<service>/pricing. */
export const PRICES = {
  source: 'aws.amazon.com/<service>/pricing, eu-central-1',
  asOf: '2025-06',
  /** Per million requests of an HTTP API, the first 300 million. */
  httpApi: 1.2,
  /** Per million invocations. */
  lambdaRequest: 0.2,
  /** Per GB-second on arm64. */
  lambdaGigabyteSecond: 0.0000133334,
  /** Per million request units, on demand. */
  readUnit: 0.1525,
  writeUnit: 0.7625,
  /** Per GB and month; the first 25 GB of a region are free. */
  tableStorage: 0.306,
  /** Per GB and month of point-in-time recovery. */
  recovery: 0.2448,
  /** Per GB taken in. */
  logs: 0.63,
  /** Per GB and month. */
  objectStorage: 0.0245,
} as const

/** Free in every month, not only in the first year; what of it the platform uses costs nothing at these sizes. */
export const ALWAYS_FREE = [
  'CloudFront: 1 TB and 10 million requests',
  'CloudWatch: ten alarms',
  'EventBridge Scheduler: 14 million invocations',
  'X-Ray: 100,000 traces recorded (5 % of two million requests)',
  'DynamoDB: 25 GB stored; stream reads by Lambda',
  'Cognito: 10,000 monthly users',
] as const
