import * as z from 'zod'

const Email = z.email()

/** CloudWatch Logs accepts these retentions only. */
const RetentionDays = z.union([
  z.literal(7),
  z.literal(14),
  z.literal(30),
  z.literal(60),
  z.literal(90),
  z.literal(180),
  z.literal(365),
])

/** Upper limits of an on-demand table: what a runaway client can cost at most, in request units a second. */
const Throughput = z.object({
  read: z.int().min(1).max(40_000),
  write: z.int().min(1).max(40_000),
})

/** Six AWS fields: minutes, hours, day of month, month, day of week, year; see the Scheduler's guide. */
const Cron = z
  .string()
  .regex(
    /^cron\((?:[\d*?/,A-Z#L-]+ ){5}[\d*?/,-]+\)$/,
    'is not an AWS cron expression such as cron(10 * * * ? *)',
  )

const TimeZone = z.string().refine((zone) => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}, 'is not an IANA time zone such as Europe/Berlin')

const Settings = z.strictObject({
  /** Part of every name: lower-case letters, digits and dashes. */
  name: z.string().regex(/^[a-z][a-z0-9-]{1,15}$/, 'must be 2 to 16 lower-case letters, digits or dashes'),
  /** Account and region pin the deployment; without them the CLI's own are used. */
  account: z
    .string()
    .regex(/^\d{12}$/, 'is a twelve-digit account number')
    .optional(),
  region: z.string().optional(),
  /** Where people reach the portal, without a trailing slash. The only source of that address. */
  portalUrl: z.url({ protocol: /^https?$/ }).refine((url) => !url.endsWith('/'), 'must not end with a slash'),
  /** A domain of one's own; its certificate must lie in us-east-1, where CloudFront looks for it. */
  rootDomain: z.strictObject({ name: z.string(), certificateArn: z.string().startsWith('arn:') }).optional(),
  /** A state that is lost by mistake is gone: on everywhere but where people try things out. */
  deletionProtection: z.boolean(),
  /** Whether people may create their own accounts. An account alone has no power. */
  selfSignUp: z.boolean(),
  /** How it is known that who uses a deciding power signed in with a second factor: by the access token's `amr`, or one
   *  of these values of its `acr`; or because the sign-in service lets nobody in without one, as the user pool does
   *  (its tokens do not say so); `not-asked` gives deciding powers to any sign-in. */
  secondFactor: z
    .strictObject({
      proof: z.enum(['token', 'provider', 'not-asked']).default('token'),
      acr: z.array(z.string().regex(/^\S+$/, 'is one value without spaces')).default([]),
    })
    .prefault({}),
  logRetentionDays: RetentionDays,
  logLevel: z.enum(['DEBUG', 'INFO', 'WARN', 'ERROR']),
  tableThroughput: Throughput,
  /** Requests a second over the whole API and how many may come at once. */
  throttle: z.strictObject({ rate: z.int().min(1), burst: z.int().min(1) }),
  schedules: z.strictObject({
    timeZone: TimeZone,
    aggregateKpis: Cron,
    rebuildKpis: Cron,
    issueReleases: Cron,
    watchTerms: Cron,
    watchCampaigns: Cron,
    sealAudit: Cron,
    watchAlerts: Cron,
    runDueReports: Cron,
  }),
  /** For how long a seal of the audit trail cannot be deleted. In compliance mode nobody can shorten that afterwards,
   *  the owner of the account included; in governance mode those can who are allowed to pass over it. */
  auditLock: z.strictObject({ mode: z.enum(['governance', 'compliance']), days: z.int().min(1).max(36_500) }),
  /** In which language people get mail who have not chosen one. */
  language: z.enum(['en', 'ru']).default('en'),
  /** Where mail to people comes from, by Amazon SES, or `off`: nothing is sent, and each message's record says so, as a
   *  deployment for trying out or for training wants it. The domain of the address has to be made known to SES, see
   *  docs/operations.md. */
  mail: z
    .union([z.literal('off'), z.strictObject({ from: Email, name: z.string().regex(/^[^\r\n"<>]{1,60}$/) })])
    .default('off'),
  /** Whether people learn here how to use the platform, so that nothing is real: portal and documents say so, and no
   *  mail is sent whatever `mail` says. Chosen when an environment is made, see docs/operations.md. */
  training: z.boolean().default(false),
  /** Who gets the alarms; without an address the alarms exist, but nobody is written to. */
  alarmEmail: Email.optional(),
  /** The account's monthly budget; AWS writes at 80 % of it and when the forecast passes it. */
  budget: z.strictObject({ monthlyUsd: z.number().positive(), email: Email }).optional(),
})

const Environment = Settings.transform((settings) =>
  settings.training ? { ...settings, mail: 'off' as const } : settings,
)

/** Everything that differs between deployments. */
export type EnvironmentConfig = Readonly<z.output<typeof Environment>>

const shared = {
  selfSignUp: false,
  logLevel: 'INFO',
  throttle: { rate: 100, burst: 200 },
  schedules: {
    timeZone: 'Europe/Berlin',
    aggregateKpis: 'cron(10 * * * ? *)',
    rebuildKpis: 'cron(30 3 ? * SUN *)',
    issueReleases: 'cron(*/5 * * * ? *)',
    watchTerms: 'cron(0 4 * * ? *)',
    watchCampaigns: 'cron(30 5 * * ? *)',
    // Days are those of UTC, and one can be sealed two hours after its end.
    sealAudit: 'cron(20 4 * * ? *)',
    watchAlerts: 'cron(40 4 * * ? *)',
    runDueReports: 'cron(0,15,30,45 * * * ? *)',
  },
  auditLock: { mode: 'governance', days: 30 },
} as const

const environments: readonly z.input<typeof Environment>[] = [
  {
    ...shared,
    name: 'local',
    // Imports and tests of one machine come all at once.
    throttle: { rate: 5_000, burst: 10_000 },
    portalUrl: 'http://127.0.0.1:4000',
    mail: { from: 'platform@agglomera.example', name: 'Agglomera' },
    deletionProtection: false,
    logRetentionDays: 7,
    tableThroughput: { read: 1_000, write: 1_000 },
  },
  {
    ...shared,
    name: 'dev',
    secondFactor: { proof: 'provider' },
    portalUrl: 'https://dev.agglomera.example',
    deletionProtection: false,
    logRetentionDays: 14,
    tableThroughput: { read: 1_000, write: 1_000 },
  },
  {
    ...shared,
    name: 'prod',
    secondFactor: { proof: 'provider' },
    portalUrl: 'https://clusters.agglomera.example',
    mail: { from: 'platform@clusters.agglomera.example', name: 'Agglomera' },
    deletionProtection: true,
    logRetentionDays: 90,
    tableThroughput: { read: 4_000, write: 2_000 },
    auditLock: { mode: 'compliance', days: 3_653 },
    alarmEmail: 'operations@agglomera.example',
    budget: { monthlyUsd: 50, email: 'operations@agglomera.example' },
  },
]

/** The environment runs on this machine and is never deployed. */
export const LOCAL = 'local'

/** Names of all environments, in the order of this file. */
export const environmentNames = (): readonly string[] => environments.map(({ name }) => name)

/** Checks one environment's values.
 *  @throws Error that names each wrong field and what would be right */
export const parseEnvironment = (values: unknown): EnvironmentConfig => {
  const parsed = Environment.safeParse(values)
  if (parsed.success) return parsed.data
  const wrong = parsed.error.issues.map((issue) => `  ${issue.path.join('.') || '(all)'}: ${issue.message}`)
  throw new Error(`The environment's configuration in infra/config.ts is wrong:\n${wrong.join('\n')}`)
}

/** The values of one environment.
 *  @throws Error for a name that infra/config.ts does not hold, naming those it does */
export const environmentConfig = (name: string): EnvironmentConfig => {
  const found = environments.find((environment) => environment.name === name)
  if (found) return parseEnvironment(found)
  throw new Error(
    `There is no environment "${name}" in infra/config.ts (it has ${environmentNames().join(', ')})`,
  )
}

/** Reads `-c environment=<name>`, without it `dev`, and for the environment of this machine `-c training=true`.
 *  @throws Error for an unknown name, and for training asked of an environment that is deployed: the next deployment, in
 *  which nobody thought of it, would end it */
export const configFromContext = (context: { tryGetContext(key: string): unknown }): EnvironmentConfig => {
  const name: unknown = context.tryGetContext('environment') ?? 'dev'
  const config = environmentConfig(String(name))
  if (String(context.tryGetContext('training') ?? false) === 'false') return config
  if (config.name === LOCAL) return parseEnvironment({ ...config, training: true })
  throw new Error(
    `Whether "${name}" is for training stands in infra/config.ts alone: set its "training" there`,
  )
}
