import { Duration, RemovalPolicy, Stack, type StackProps, Validations } from 'aws-cdk-lib'
import {
  AccountRecovery,
  FeaturePlan,
  Mfa,
  OAuthScope,
  UserPool,
  type UserPoolClient,
  type UserPoolDomain,
} from 'aws-cdk-lib/aws-cognito'
import type { Construct } from 'constructs'
import type { EnvironmentConfig } from '../config.ts'
import { pinLogicalId } from '../constructs/pin-logical-id.ts'
import { publish } from './names.ts'

/** Who people are. What they may do is not here: powers are granted in the platform, to the subject of the
 *  token. Other identity providers (a state's own sign-in) join as providers of the pool. */
export class IdentityStack extends Stack {
  constructor(scope: Construct, id: string, config: EnvironmentConfig, props: StackProps) {
    super(scope, id, {
      ...props,
      description: 'Agglomera: sign-in',
      terminationProtection: config.deletionProtection,
    })
    const pool = this.pool(config)
    const client = this.client(pool, config)
    const domain = this.domain(pool, config)
    publish(this, config, 'identity/issuer', pool.userPoolProviderUrl)
    publish(this, config, 'identity/client', client.userPoolClientId)
    publish(this, config, 'identity/sign-in', domain.baseUrl())
  }

  private pool(config: EnvironmentConfig): UserPool {
    const pool = new UserPool(this, 'People', {
      userPoolName: `agglomera-${config.name}`,
      featurePlan: FeaturePlan.ESSENTIALS,
      selfSignUpEnabled: config.selfSignUp,
      signInAliases: { email: true },
      signInCaseSensitive: false,
      autoVerify: { email: true },
      keepOriginal: { email: true },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      mfa: Mfa.REQUIRED,
      mfaSecondFactor: { otp: true, sms: false },
      passwordPolicy: {
        minLength: 12,
        requireDigits: true,
        requireLowercase: true,
        requireUppercase: true,
        requireSymbols: true,
        tempPasswordValidity: Duration.days(3),
      },
      deletionProtection: config.deletionProtection,
      removalPolicy: RemovalPolicy.RETAIN,
    })
    pinLogicalId(pool, 'UserPool')
    Validations.of(pool).acknowledge({
      id: 'AwsSolutions-COG8',
      reason:
        'The Plus plan is billed per person and month; a second factor is required of everybody, and access tokens live an hour.',
    })
    return pool
  }

  /** The portal: a public client, so the code flow with a proof key and no secret. */
  private client(pool: UserPool, { portalUrl }: EnvironmentConfig): UserPoolClient {
    const client = pool.addClient('Portal', {
      generateSecret: false,
      preventUserExistenceErrors: true,
      enableTokenRevocation: true,
      accessTokenValidity: Duration.hours(1),
      idTokenValidity: Duration.hours(1),
      // The portal keeps it for the tab: whoever gets hold of one has it for a working day at most.
      refreshTokenValidity: Duration.hours(12),
      authFlows: {},
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [OAuthScope.OPENID, OAuthScope.EMAIL, OAuthScope.PROFILE],
        callbackUrls: [`${portalUrl}/signed-in`],
        logoutUrls: [`${portalUrl}/`],
      },
    })
    client.applyRemovalPolicy(RemovalPolicy.RETAIN)
    pinLogicalId(client, 'PortalClient')
    return client
  }

  private domain(pool: UserPool, config: EnvironmentConfig): UserPoolDomain {
    const domain = pool.addDomain('SignIn', {
      cognitoDomain: { domainPrefix: `agglomera-${config.name}-${this.account}` },
    })
    domain.applyRemovalPolicy(RemovalPolicy.RETAIN)
    pinLogicalId(domain, 'SignInDomain')
    return domain
  }
}
