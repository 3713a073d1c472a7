import { Validations } from 'aws-cdk-lib'
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag'
import { bundle } from './bundle.ts'
import { configFromContext } from './config.ts'
import { ASSEMBLY, DIST } from './paths.ts'
import { createApp, Platform } from './platform.ts'
import { SERVICES } from './services.ts'

// `node infra/app.ts` and `cdk synth` both end here: offline, in one command, with the rule packs applied.
await bundle()
const app = createApp(ASSEMBLY)
new Platform(app, { config: configFromContext(app.node), services: SERVICES, bundles: DIST })
Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app))
app.synth()
