import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib'
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import {
  ApplicationLogLevel,
  Architecture,
  Code,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
  Tracing,
} from 'aws-cdk-lib/aws-lambda'
import { LogGroup } from 'aws-cdk-lib/aws-logs'
import { Construct } from 'constructs'
import { functionName } from '../bundle.ts'
import type { EnvironmentConfig } from '../config.ts'
import { REDRIVER } from '../services/failures.ts'
import { AUDITED, type Service, type TableName } from '../services.ts'
import { lookup } from '../stacks/names.ts'
import { allow, grantCall, grantObjects, grantTable } from './grant.ts'
import { configurationSetName, grantMail } from './mail-identity.ts'

interface ServiceFunctionProps {
  readonly config: EnvironmentConfig
  readonly service: Service
  /** The folder that holds one folder per bundle. */
  readonly bundles: string
}

/** A function with exactly what its service says: its bundle, the environment that its schema asks for, and a
 *  role that allows the listed actions and nothing else. */
export class ServiceFunction extends Construct {
  readonly lambda: LambdaFunction
  readonly role: Role
  readonly logGroup: LogGroup

  constructor(scope: Construct, id: string, { config, service, bundles }: ServiceFunctionProps) {
    super(scope, id)
    const name = functionName(service.entry)
    const isApi = service.trigger.kind === 'api'
    this.logGroup = new LogGroup(this, 'Logs', {
      logGroupName: `/agglomera/${config.name}/${name}`,
      retention: config.logRetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    })
    this.role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      description: `What ${name} may do`,
    })
    this.lambda = new LambdaFunction(this, 'Function', {
      functionName: deployedName(config, service.entry),
      description: service.description,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: service.memoryMegabytes ?? 512,
      timeout: Duration.seconds(service.timeoutSeconds ?? (isApi ? 29 : 60)),
      code: Code.fromAsset(`${bundles}/${name}`),
      handler: 'index.handler',
      role: this.role,
      logGroup: this.logGroup,
      loggingFormat: LoggingFormat.JSON,
      applicationLogLevelV2: ApplicationLogLevel[config.logLevel],
      // The platform writes a line for each call; Lambda's own three lines would cost more than it.
      systemLogLevelV2: SystemLogLevel.WARN,
      tracing: Tracing.ACTIVE,
      environment: environmentOf(this, config, name, service),
    })
    allow(this.role, ['logs:CreateLogStream', 'logs:PutLogEvents'], [this.logGroup.logGroupArn])
    for (const [table, access] of Object.entries(service.tables) as [
      TableName,
      (typeof service.tables)[TableName],
    ][]) {
      if (access) grantTable(this.role, lookup(this, config, `tables/${table}/name`), access)
    }
    for (const access of service.documents ?? []) {
      grantObjects(this.role, lookup(this, config, 'buckets/documents'), access)
    }
    for (const access of service.extracts ?? []) {
      grantObjects(this.role, lookup(this, config, 'buckets/extracts'), access)
    }
    for (const access of service.reports ?? []) {
      grantObjects(this.role, lookup(this, config, 'buckets/reports'), access)
    }
    for (const access of service.seals ?? []) {
      grantObjects(this.role, lookup(this, config, 'buckets/seals'), access)
    }
    for (const access of service.failures ?? []) {
      grantObjects(this.role, lookup(this, config, 'buckets/failures'), access)
    }
    if (service.calls)
      grantCall(
        this.role,
        service.calls.map((entry) => deployedName(config, entry)),
      )
    if (service.sendsMail) grantMail(this.role, config)
    this.acknowledge(isApi)
  }

  private acknowledge(isApi: boolean): void {
    Validations.of(this).acknowledge(
      {
        id: 'AwsSolutions-IAM5[Resource::*]',
        reason: 'X-Ray has no resources to name: PutTraceSegments and PutTelemetryRecords accept only "*".',
      },
      {
        id: 'Serverless-LambdaDLQ',
        reason: isApi
          ? 'Only API Gateway calls it, and waits for the answer: there is no event that could get lost.'
          : 'Its failure destination keeps the whole event and the error; a queue beside it would keep the event twice.',
      },
    )
  }
}

/** What the function of an entry is called in an environment. */
const deployedName = (config: EnvironmentConfig, entry: string): string =>
  `agglomera-${config.name}-${functionName(entry)}`

/** The variables that the service's schema names, with their values in this environment. */
const environmentOf = (
  scope: Construct,
  config: EnvironmentConfig,
  name: string,
  { entry, environment }: Service,
): Record<string, string> => {
  const values: Readonly<Record<string, () => string>> = {
    REFERENCE_TABLE: () => lookup(scope, config, 'tables/reference/name'),
    REGISTRY_TABLE: () => lookup(scope, config, 'tables/registry/name'),
    GOVERNANCE_TABLE: () => lookup(scope, config, 'tables/governance/name'),
    MONITORING_TABLE: () => lookup(scope, config, 'tables/monitoring/name'),
    USAGE_TABLE: () => lookup(scope, config, 'tables/usage/name'),
    PERSONAL_TABLE: () => lookup(scope, config, 'tables/personal/name'),
    PERSONAL_KEYS_TABLE: () => lookup(scope, config, 'tables/personal-keys/name'),
    AUDIT_TABLE: () => lookup(scope, config, 'tables/audit/name'),
    AUDITED_CONTEXTS: () =>
      AUDITED.map((table) => `${table}=${lookup(scope, config, `tables/${table}/name`)}`).join(','),
    KNOWLEDGE_TABLE: () => lookup(scope, config, 'tables/knowledge/name'),
    DOCUMENTS_BUCKET: () => lookup(scope, config, 'buckets/documents'),
    EXTRACTS_TABLE: () => lookup(scope, config, 'tables/extracts/name'),
    EXTRACTS_BUCKET: () => lookup(scope, config, 'buckets/extracts'),
    REPORTS_TABLE: () => lookup(scope, config, 'tables/reports/name'),
    REPORTS_BUCKET: () => lookup(scope, config, 'buckets/reports'),
    SEALS_BUCKET: () => lookup(scope, config, 'buckets/seals'),
    FAILURES_BUCKET: () => lookup(scope, config, 'buckets/failures'),
    REDRIVING_FUNCTION: () => deployedName(config, REDRIVER),
    OIDC_ISSUER: () => lookup(scope, config, 'identity/issuer'),
    OIDC_CLIENT_ID: () => lookup(scope, config, 'identity/client'),
    SECOND_FACTOR: () => config.secondFactor.proof,
    SECOND_FACTOR_ACR: () => config.secondFactor.acr.join(' '),
    DELIVERY_TABLE: () => lookup(scope, config, 'tables/delivery/name'),
    MAIL_LANGUAGE: () => config.language,
    MAIL_FROM: () => (config.mail === 'off' ? 'off' : config.mail.from),
    MAIL_FROM_NAME: () => (config.mail === 'off' ? '' : config.mail.name),
    MAIL_CONFIGURATION_SET: () => configurationSetName(config),
    PORTAL_URL: () => config.portalUrl,
    TRAINING: () => String(config.training),
    POWERTOOLS_SERVICE_NAME: () => name,
    LOG_LEVEL: () => config.logLevel,
  }
  const variables: Record<string, string> = {}
  for (const [key, schema] of Object.entries(environment.shape)) {
    const value = values[key]
    if (value) variables[key] = value()
    else if (!schema.safeParse(undefined).success) {
      throw new Error(`${entry} needs ${key}, for which infra/constructs/service-function.ts has no value`)
    }
  }
  return variables
}
