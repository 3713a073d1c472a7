import { Duration, Stack, Validations } from 'aws-cdk-lib'
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager'
import {
  AllowedMethods,
  type BehaviorOptions,
  CachePolicy,
  Distribution,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HeadersFrameOption,
  HeadersReferrerPolicy,
  HttpVersion,
  OriginProtocolPolicy,
  OriginRequestPolicy,
  PriceClass,
  ResponseHeadersPolicy,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront'
import { HttpOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins'
import { Bucket, type IBucket } from 'aws-cdk-lib/aws-s3'
import { Construct } from 'constructs'
import type { EnvironmentConfig } from '../config.ts'
import { PRIVATE } from './document-bucket.ts'

interface PortalProps {
  readonly config: EnvironmentConfig
  /** The HTTP API behind `/api/*`. */
  readonly apiId: string
  /** Origins besides its own that the portal's scripts talk to: uploads and sign-in. */
  readonly connectTo: readonly string[]
  /** Origins whose files the portal shows in frames. */
  readonly frame: readonly string[]
}

/** The portal's files and the API under one address, so that the browser needs no CORS for either. The files
 *  lie in a private bucket that only this distribution reads; the API is passed through uncached. */
export class Portal extends Construct {
  readonly bucket: Bucket
  readonly distribution: Distribution

  constructor(scope: Construct, id: string, { config, apiId, connectTo, frame }: PortalProps) {
    super(scope, id)
    this.bucket = new Bucket(this, 'Files', { ...PRIVATE })
    this.distribution = new Distribution(this, 'Distribution', {
      comment: `agglomera-${config.name}`,
      defaultRootObject: 'index.html',
      defaultBehavior: {
        // The cast: the library's own Bucket misses its own IBucket under exactOptionalPropertyTypes.
        origin: S3BucketOrigin.withOriginAccessControl(this.bucket as IBucket),
        viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
        cachePolicy: CachePolicy.CACHING_OPTIMIZED,
        compress: true,
        responseHeadersPolicy: this.headers(contentSecurityPolicy(connectTo, frame)),
        functionAssociations: [{ eventType: FunctionEventType.VIEWER_REQUEST, function: this.pages() }],
      },
      additionalBehaviors: { '/api/*': this.api(apiId) },
      httpVersion: HttpVersion.HTTP2_AND_3,
      priceClass: PriceClass.PRICE_CLASS_100,
      ...(config.rootDomain && {
        domainNames: [config.rootDomain.name],
        minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
        certificate: Certificate.fromCertificateArn(this, 'Certificate', config.rootDomain.certificateArn),
      }),
    })
    this.acknowledge(config)
  }

  private api(apiId: string): BehaviorOptions {
    const { region, urlSuffix } = Stack.of(this)
    return {
      origin: new HttpOrigin(`${apiId}.execute-api.${region}.${urlSuffix}`, {
        protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
        readTimeout: Duration.seconds(30),
      }),
      viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
      allowedMethods: AllowedMethods.ALLOW_ALL,
      cachePolicy: CachePolicy.CACHING_DISABLED,
      originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
    }
  }

  /** Addresses inside the portal are pages of one application; only files have an extension. */
  private pages(): EdgeFunction {
    return new EdgeFunction(this, 'Pages', {
      comment: 'Serves the application for every page address',
      runtime: FunctionRuntime.JS_2_0,
      code: FunctionCode.fromInline(PAGES),
    })
  }

  private headers(policy: string): ResponseHeadersPolicy {
    return new ResponseHeadersPolicy(this, 'Headers', {
      securityHeadersBehavior: {
        contentSecurityPolicy: { contentSecurityPolicy: policy, override: true },
        contentTypeOptions: { override: true },
        frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
        referrerPolicy: {
          referrerPolicy: HeadersReferrerPolicy.STRICT_ORIGIN_WHEN_CROSS_ORIGIN,
          override: true,
        },
        strictTransportSecurity: {
          accessControlMaxAge: Duration.days(365),
          includeSubdomains: true,
          override: true,
        },
      },
      customHeadersBehavior: {
        customHeaders: [
          { header: 'permissions-policy', value: 'camera=(), geolocation=(), microphone=()', override: true },
          { header: 'cross-origin-opener-policy', value: 'same-origin', override: true },
        ],
      },
    })
  }

  private acknowledge(config: EnvironmentConfig): void {
    Validations.of(this.bucket).acknowledge({
      id: 'AwsSolutions-S1',
      reason:
        'It holds the published files of the portal and nothing about anybody; only CloudFront reads it.',
    })
    Validations.of(this.distribution).acknowledge(
      {
        id: 'AwsSolutions-CFR1',
        reason: 'A public register is for readers everywhere: no country is shut out.',
      },
      {
        id: 'AwsSolutions-CFR2',
        reason:
          'A web ACL costs a fixed sum a month; the stage throttle, the tables’ maximum throughput and the budget bound what an attack can do.',
      },
      {
        id: 'AwsSolutions-CFR3',
        reason:
          'The API’s own access log has every request that touches data; a log of file requests would keep visitors’ addresses for no purpose.',
      },
    )
    if (!config.rootDomain) {
      Validations.of(this.distribution).acknowledge({
        id: 'AwsSolutions-CFR4',
        reason:
          'The cloudfront.net certificate fixes the oldest protocol; with a domain of one’s own TLS 1.2 is the minimum.',
      })
    }
  }
}

const PAGES = `function handler(event) {
  var request = event.request
  if (request.uri.lastIndexOf('.') < request.uri.lastIndexOf('/')) request.uri = '/index.html'
  return request
}
`

/** Everything comes from the portal's own origin; scripts may besides talk to the named origins, and forms post
 *  uploads to them, and frames show files of those named for it. Nothing inline, no plugins. */
const contentSecurityPolicy = (connectTo: readonly string[], frame: readonly string[]): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "manifest-src 'self'",
    `connect-src ${["'self'", ...connectTo].join(' ')}`,
    `frame-src ${frame.join(' ')}`,
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    'upgrade-insecure-requests',
  ].join('; ')
