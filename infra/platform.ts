import { App, DefaultStackSynthesizer, type IStackSynthesizer, Stage } from 'aws-cdk-lib'
import type { EnvironmentConfig } from './config.ts'
import type { Service } from './services.ts'
import { ApiStack } from './stacks/api-stack.ts'
import { DataStack } from './stacks/data-stack.ts'
import { IdentityStack } from './stacks/identity-stack.ts'
import { JobsStack } from './stacks/jobs-stack.ts'
import { WebStack } from './stacks/web-stack.ts'

/** An app that knows where its constructs and assets come from, run by the CLI or by plain Node.
 *  @param outdir where the assembly goes; what the CLI says wins */
export const createApp = (outdir: string): App =>
  new App({
    outdir: process.env['CDK_OUTDIR'] ?? outdir,
    analyticsReporting: false,
    // What the CLI would set: without it neither the local cloud nor an operator could tell what is what.
    context: { 'aws:cdk:enable-path-metadata': true, 'aws:cdk:enable-asset-metadata': true },
    postCliContext: { '@aws-cdk/aws-iam:minimizePolicies': true },
  })

interface PlatformProps {
  readonly config: EnvironmentConfig
  readonly services: readonly Service[]
  /** The folder with one folder per bundle. */
  readonly bundles: string
}

/** One environment: five stacks that know each other by parameters only. Data and Identity hold state; the
 *  others can be destroyed and built again. */
export class Platform extends Stage {
  constructor(app: App, { config, services, bundles }: PlatformProps) {
    super(app, config.name, {
      ...((config.account || config.region) && {
        env: {
          ...(config.account && { account: config.account }),
          ...(config.region && { region: config.region }),
        },
      }),
    })
    const props = (stack: string) => ({
      stackName: `agglomera-${config.name}-${stack}`,
      tags: { application: 'agglomera', environment: config.name },
      // The cast: the library's own class misses its own interface under exactOptionalPropertyTypes.
      synthesizer: new DefaultStackSynthesizer({ generateBootstrapVersionRule: false }) as IStackSynthesizer,
    })
    const data = new DataStack(this, 'Data', config, props('data'))
    const identity = new IdentityStack(this, 'Identity', config, props('identity'))
    const api = new ApiStack(this, 'Api', config, { ...props('api'), services, bundles })
    const jobs = new JobsStack(this, 'Jobs', config, { ...props('jobs'), services, bundles })
    const web = new WebStack(this, 'Web', config, props('web'))
    api.addStackDependency(data)
    api.addStackDependency(identity)
    jobs.addStackDependency(api)
    web.addStackDependency(api)
  }
}
