import { auditServices } from './services/audit.ts'
import { campaignsServices } from './services/campaigns.ts'
import { deliveryServices } from './services/delivery.ts'
import { failuresServices } from './services/failures.ts'
import { governanceServices } from './services/governance.ts'
import { knowledgeServices } from './services/knowledge.ts'
import { monitoringServices } from './services/monitoring.ts'
import { platformServices } from './services/platform.ts'
import { registryServices } from './services/registry.ts'
import { reportsServices } from './services/reports.ts'
import type { Service } from './services/service.ts'

export {
  AUDITED,
  type Service,
  type StreamedTable,
  TABLES,
  type TableName,
} from './services/service.ts'

const CONTEXT_SERVICES: readonly Service[] = [
  ...platformServices,
  ...registryServices,
  ...governanceServices,
  ...monitoringServices,
  ...campaignsServices,
  ...reportsServices,
  ...knowledgeServices,
  ...deliveryServices,
  ...auditServices,
]

/** Every function of the platform: the one list from which stacks, grants and tests are made. */
export const SERVICES: readonly Service[] = [...CONTEXT_SERVICES, ...failuresServices(CONTEXT_SERVICES)]
