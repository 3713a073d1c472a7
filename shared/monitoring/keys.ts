import { alertEntities } from './alerts/keys.ts'
import { campaignEntities } from './campaigns/keys.ts'
import { dutyEntity } from './duty-keys.ts'
import { indicatorEntity, indicatorVersionEntity, referenceMetadataEntity } from './indicator-keys.ts'
import { markShapes } from './mark-keys.ts'
import { opennessEntity } from './openness/keys.ts'
import { releaseEntities } from './releases/keys.ts'
import { runEntity } from './run-keys.ts'
import { sliceShapes } from './slice-keys.ts'
import { targetEntity } from './target-keys.ts'

/** Every shape that is stored, for the test that guards them. */
export const monitoringEntities = [
  indicatorEntity,
  indicatorVersionEntity,
  referenceMetadataEntity,
  targetEntity,
  runEntity,
  ...sliceShapes,
  ...markShapes,
  ...releaseEntities,
  dutyEntity,
  opennessEntity,
  ...campaignEntities,
  ...alertEntities,
] as const
