/** The arrows of the house run one way: functions → contexts → kernel; infra reads contracts and environment
 *  schemas; web reads contracts and models. */
const CONTEXTS =
  'audit|reference|registry|extracts|reports|records|monitoring|mapping|support|governance|knowledge|delivery|cooperation|exchange|platform'

/** Parts of contexts with a contract and a composition of their own. */
const PARTS = '((alerts|campaigns|failures|releases|openness)/)?'

/** @type {import('dependency-cruiser').IConfiguration} */
const configuration = {
  forbidden: [
    { name: 'no-circle', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'kernel-stands-alone',
      comment: 'The kernel knows no context.',
      severity: 'error',
      from: { path: '^shared/kernel/' },
      to: { path: `^(shared/(${CONTEXTS})|functions|infra|web)/` },
    },
    {
      name: 'shared-knows-no-host',
      comment: 'What the platform is does not depend on where it runs.',
      severity: 'error',
      from: { path: '^shared/' },
      to: { path: '^(functions|infra|web)/' },
    },
    {
      name: 'models-are-pure',
      comment:
        'Rules and calculations do no I/O: models import zod, other models and the kernel’s value types.',
      severity: 'error',
      from: { path: `^shared/(${CONTEXTS})/${PARTS}model(/|\\.ts$)` },
      to: {
        path: `^shared/(kernel/(aws|cursor|dynamo|entity|env|http|idempotency|logger|presign|secret|table)|(${CONTEXTS})/(?!${PARTS}model))`,
      },
    },
    {
      name: 'contracts-are-light',
      comment:
        'The portal and the gateway read contracts: they reach models and the kernel’s value types only.',
      severity: 'error',
      from: { path: `^shared/(${CONTEXTS})/${PARTS}contract(/|\\.ts$)` },
      to: {
        path: `^shared/(kernel/(aws|cursor|dynamo|entity|env|http/(?!problem)|idempotency|logger|presign|secret|table)|(${CONTEXTS})/(?!${PARTS}(model|contract)))`,
      },
    },
    {
      name: 'other-contexts-by-model-and-readers',
      comment: 'A context gets another’s facts through its readers and its types from its model.',
      severity: 'error',
      from: { path: `^shared/(${CONTEXTS})/` },
      to: {
        path: `^shared/(${CONTEXTS})/`,
        pathNot: [`^shared/$1/`, `^shared/(${CONTEXTS})/${PARTS}(model(/|\\.ts$)|readers(/|\\.ts$))`],
      },
    },
    {
      name: 'aws-behind-adapters',
      comment: 'Only stores, the kernel’s adapters and infra speak to AWS.',
      severity: 'error',
      from: {
        path: `^(shared/(?!kernel/(aws|presign|dynamo))(?!(${CONTEXTS})/${PARTS}[a-z-]*store\\.ts)|functions|web)`,
      },
      to: { path: 'node_modules/@(aws-sdk|smithy)/' },
    },
    {
      name: 'functions-are-thin',
      comment: 'A function composes a context: no model, no store.',
      severity: 'error',
      from: { path: '^functions/' },
      to: {
        path: `^shared/(${CONTEXTS})/(?!${PARTS}(index|previewing|redriving|rendering|sending|watching|contract|environment|readers)[./])|^infra/|^web/`,
      },
    },
    {
      name: 'cdk-reads-contracts-only',
      comment: 'What describes AWS reads contracts and environment schemas, never use cases.',
      severity: 'error',
      from: { path: '^infra/(app|config|platform|services|stacks|constructs)' },
      to: { path: `^shared/(${CONTEXTS})/(?!${PARTS}(contract|environment)[./])` },
    },
    {
      name: 'web-reads-contracts-only',
      severity: 'error',
      from: { path: '^web/' },
      to: { path: `^(infra|functions)/|^shared/(${CONTEXTS})/(?!${PARTS}(contract|model))` },
    },
    {
      name: 'imports-read-contracts-only',
      comment: 'Tables are brought in over the API, from a terminal or from a browser.',
      severity: 'error',
      from: { path: '^shared/imports/' },
      to: { path: `^shared/(${CONTEXTS})/(?!${PARTS}(contract|model))` },
    },
    {
      name: 'areas-of-the-portal-stand-apart',
      comment:
        'Pages of one area share with those of another through web/app/{ui,forms,figures,words}, never directly.',
      severity: 'error',
      from: { path: '^web/app/areas/([^/]+)/' },
      to: { path: '^web/app/areas/', pathNot: '^web/app/areas/$1/' },
    },
    {
      name: 'what-areas-share-knows-none',
      severity: 'error',
      from: { path: '^web/app/(?!areas/|routes\\.tsx)' },
      to: { path: '^web/app/areas/' },
    },
    {
      name: 'no-development-library-in-the-product',
      severity: 'error',
      from: { path: '^(shared|functions)/' },
      to: { dependencyTypes: ['npm-dev'], pathNot: 'node_modules/@types/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|cdk\\.out|\\.local|reports)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
}

export default configuration
