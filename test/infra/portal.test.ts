import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { environmentConfig } from '../../infra/config.ts'
import { at, everyEnvironment, synthesise } from './support/template.ts'

const Behaviour = z.object({
  CachePolicyId: z.string(),
  OriginRequestPolicyId: z.string().optional(),
  ViewerProtocolPolicy: z.string(),
  PathPattern: z.string().optional(),
})

/** AWS's own policies, from the CloudFront developer guide. */
const CACHING_DISABLED = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad'
const ALL_VIEWER_EXCEPT_HOST = 'b689b0a8-53d0-40ab-baf2-68738e2966ac'

describe.each(everyEnvironment)('the portal of %s', (_name, { all }) => {
  const [distribution] = all('AWS::CloudFront::Distribution')
  const [headers] = all('AWS::CloudFront::ResponseHeadersPolicy')
  if (!distribution || !headers) throw new Error('the portal is missing')

  it('lets scripts and styles come from itself only, and shows nothing in frames but reports', () => {
    const policy = JSON.stringify(
      at(
        headers,
        'ResponseHeadersPolicyConfig.SecurityHeadersConfig.ContentSecurityPolicy.ContentSecurityPolicy',
        z.unknown(),
      ),
    )
    for (const directive of [
      "default-src 'none'",
      "script-src 'self';",
      "style-src 'self';",
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ]) {
      expect(policy).toContain(directive)
    }
    expect(policy).not.toMatch(/unsafe|blob:|http:|\*/)
    expect(policy).toMatch(/frame-src https:\/\/[^;]*reports[^;]*\.s3\./i)
  })

  it('insists on TLS for a year and on the types that were sent', () => {
    expect(headers.Properties).toMatchObject({
      ResponseHeadersPolicyConfig: {
        SecurityHeadersConfig: {
          StrictTransportSecurity: { AccessControlMaxAgeSec: 31_536_000, IncludeSubdomains: true },
          ContentTypeOptions: { Override: true },
          FrameOptions: { FrameOption: 'DENY' },
        },
      },
    })
  })

  it('passes the API through, uncached', () => {
    const [api] = at(distribution, 'DistributionConfig.CacheBehaviors', z.array(Behaviour).length(1))
    expect(api).toEqual({
      PathPattern: '/api/*',
      CachePolicyId: CACHING_DISABLED,
      OriginRequestPolicyId: ALL_VIEWER_EXCEPT_HOST,
      ViewerProtocolPolicy: 'https-only',
    })
  })

  it('does not turn the API’s errors into pages', () => {
    expect(at(distribution, 'DistributionConfig.CustomErrorResponses', z.undefined())).toBeUndefined()
  })

  it('serves the application for page addresses and files as they are', () => {
    const [pages] = all('AWS::CloudFront::Function')
    const code = z.string().parse(pages?.Properties['FunctionCode'])
    const rewrite = (uri: string): string =>
      z
        .object({ uri: z.string() })
        .parse(new Function('event', `${code}; return handler(event)`)({ request: { uri } })).uri
    expect(rewrite('/')).toBe('/index.html')
    expect(rewrite('/clusters/clu_01')).toBe('/index.html')
    expect(rewrite('/docs/')).toBe('/index.html')
    expect(rewrite('/verify')).toBe('/index.html')
    expect(rewrite('/legal/terms.en.txt')).toBe('/legal/terms.en.txt')
    expect(rewrite('/assets/index-1a2b.js')).toBe('/assets/index-1a2b.js')
    expect(rewrite('/v1.2/notes')).toBe('/index.html')
  })
})

it('takes a domain of one’s own, with TLS 1.2 as the oldest protocol', () => {
  const certificateArn = 'arn:aws:acm:us-east-1:111122223333:certificate/1'
  const { all } = synthesise({
    ...environmentConfig('prod'),
    rootDomain: { name: 'clusters.agglomera.example', certificateArn },
  })
  expect(all('AWS::CloudFront::Distribution')[0]?.Properties).toMatchObject({
    DistributionConfig: {
      Aliases: ['clusters.agglomera.example'],
      ViewerCertificate: { AcmCertificateArn: certificateArn, MinimumProtocolVersion: 'TLSv1.2_2021' },
    },
  })
})
