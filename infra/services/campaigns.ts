import { campaignFilesContract, campaignsContract } from '#monitoring/campaigns/contract'
import { MonitoringEnvironment, TellingEnvironment } from '#monitoring/environment'
import { CAPABILITY, CODE_LISTS, JOB_SECONDS, type Service, TELLING, USAGE } from './service.ts'

/** Campaigns of monitoring. */
export const campaignsServices: readonly Service[] = [
  {
    entry: 'functions/api/campaigns.ts',
    description: 'Campaigns: what clusters are asked for, and the forms in which they answer',
    trigger: { kind: 'api', contract: campaignsContract },
    environment: MonitoringEnvironment,
    tables: {
      governance: CAPABILITY,
      usage: USAGE,
      reference: CODE_LISTS,
      registry: { actions: ['GetItem', 'BatchGetItem', 'Query'] },
      monitoring: {
        actions: ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'DeleteItem', 'ConditionCheckItem'],
      },
    },
  },
  {
    entry: 'functions/api/campaign-files.ts',
    description: 'Tables by which forms of campaigns are filled in in bulk',
    trigger: { kind: 'api', contract: campaignFilesContract },
    environment: MonitoringEnvironment,
    tables: {
      governance: CAPABILITY,
      usage: USAGE,
      reference: CODE_LISTS,
      registry: { actions: ['GetItem', 'BatchGetItem', 'Query'] },
      monitoring: {
        actions: ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'ConditionCheckItem'],
      },
    },
    // Unpacking and reading a spreadsheet is all processor.
    memoryMegabytes: 1024,
  },
  {
    entry: 'functions/jobs/watch-campaigns.ts',
    description:
      'Opens campaigns on their day, takes in clusters that come into their scope, and reminds who owes',
    trigger: { kind: 'schedule', schedule: 'watchCampaigns' },
    environment: TellingEnvironment,
    tables: {
      ...TELLING,
      monitoring: { actions: ['GetItem', 'Query', 'PutItem', 'ConditionCheckItem'] },
    },
    timeoutSeconds: JOB_SECONDS,
  },
]
