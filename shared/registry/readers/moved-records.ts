import { movedEntity } from '#kernel/moved-kind'
import {
  applicationEntity,
  applicationKey,
  applicationsKey,
  assessmentEntity,
  assessmentInputsEntity,
  assessmentsOf,
  figuresKey,
  inputsOf,
  memberFiguresEntity,
  proposalEntity,
  proposalsKey,
  STEP_PREFIX,
  stepEntity,
  tieEntity,
  tiesKey,
} from '../keys.ts'
import { ApplicationRecord, isDecided } from '../model.ts'

/** The registry's records that move as they are: nothing else is derived from them. What they name moves before. */
export const registryRecords = {
  tie: movedEntity(tieEntity, { collection: (cluster) => ({ pk: tiesKey(cluster) }) }),
  'member-figures': movedEntity(memberFiguresEntity, {
    collection: (cluster) => ({ pk: figuresKey(cluster) }),
  }),
  'membership-proposal': movedEntity(proposalEntity, {
    collection: (cluster) => ({ pk: proposalsKey(cluster) }),
  }),
  assessment: movedEntity(assessmentEntity, { collection: assessmentsOf }),
  'assessment-inputs': movedEntity(assessmentInputsEntity, { collection: inputsOf }),
  /** Of `<register id>#<status>`. One that is under way binds its cluster and its term, which stay where they are. */
  application: movedEntity(applicationEntity, {
    collection: (of) => {
      const [register = '', status = ''] = of.split('#')
      return { index: 'gsi1', pk: applicationsKey(register, status) }
    },
    taken: ApplicationRecord.refine(({ status }) => isDecided(status), {
      error: 'is over: approved, refused, withdrawn or lapsed',
      params: { ru: 'завершена: одобрена, отклонена, отозвана или прекращена' },
      path: ['status'],
    }),
  }),
  'application-step': movedEntity(stepEntity, {
    collection: (application) => ({ pk: applicationKey(application).pk, sk: { beginsWith: STEP_PREFIX } }),
  }),
} as const
