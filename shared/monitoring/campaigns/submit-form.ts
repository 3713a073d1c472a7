import { actorId, covers } from '#kernel/access'
import type { Call } from '#kernel/call'
import { changeBy } from '#kernel/entity'
import { type Fault, RuleFailedError } from '#kernel/errors'
import { commit } from '#kernel/idempotency'
import type { Observation, Workflow } from '../model.ts'
import type { campaignsContract } from './contract.ts'
import { admitToForm, findingsIn, formOf, formView, type OpenedForm, withObservations } from './form-desk.ts'
import { type CampaignForm, isSettled } from './model/form.ts'
import { figureName } from './model/plausibility.ts'
import type { CampaignPorts } from './ports.ts'
import { guards, observationWrites, refuseUnlessAt, refuseUnlessFillable } from './save-form.ts'

type Routes = typeof campaignsContract.routes

/** A form, filled in as far as it is. @throws NotFoundError @throws ForbiddenError */
export const getForm = (ports: CampaignPorts) => async (call: Call<Routes['getForm']>) => {
  const opened = await formOf(ports, call)
  admitToForm(call.actor, opened)
  // Values that were imputed, verified or reported elsewhere are no change of the form.
  return {
    status: 200 as const,
    body: formView(opened),
    version: opened.form?.version ?? 0,
    unversioned: true as const,
  }
}

/** Submits a form. One in which everything was verified before, here or elsewhere, is verified with it.
 *  @throws NotFoundError @throws ForbiddenError @throws StaleVersionError
 *  @throws RuleFailedError when the campaign takes no forms, or the form is with who verifies it; when figures are
 *  missing, a check finds an error, or a warning without a justification: then each is told */
export const submitForm = (ports: CampaignPorts) => async (call: Call<Routes['submitForm']>) => {
  const opened = await formOf(ports, call)
  covers(call.actor, 'kpi.submit', opened.resource)
  refuseUnlessAt(opened, call.expectedVersion)
  refuseUnlessFillable(opened)
  refuseUnlessComplete(opened)
  const submitted = new Map<string, Observation>()
  for (const { figure, observation } of opened.lines)
    if (observation !== undefined && WAITING.has(observation.workflow))
      submitted.set(figureName(figure), {
        ...observation,
        workflow: 'submitted',
        submittedBy: actorId(call.actor),
        version: observation.version + 1,
      })
  const settled = opened.lines.every(({ observation }) => isSettled(observation))
  const { comment: _answered, ...before } = opened.form?.value ?? { notes: [], editors: [] }
  const form: CampaignForm = {
    campaign: opened.campaign.value.id,
    cluster: opened.cluster,
    ...before,
    notes: before.notes.map(({ comment: _, ...note }) => note),
    status: settled ? 'verified' : 'submitted',
    editors: [...new Set([...before.editors, actorId(call.actor)])],
    submittedAt: call.at.toISOString(),
  }
  const version = (opened.form?.version ?? 0) + 1
  const change = changeBy(call, 'submit-form')
  const after = withObservations(opened, { value: form, version }, submitted)
  return commit(ports.table, call, { status: 200 as const, body: formView(after), version }, [
    ...guards(ports, opened),
    ports.forms.put(form, version - 1, change),
    ...observationWrites(ports, opened, submitted, change),
  ])
}

/** Steps from which submitting leads on. */
const WAITING: ReadonlySet<Workflow> = new Set(['draft', 'returned'])

/** Steps at which there is no report. */
const NOTHING: ReadonlySet<Workflow> = new Set(['withdrawn'])

const refuseUnlessComplete = (opened: OpenedForm): void => {
  const missing = opened.lines
    .filter(
      ({ observation }) =>
        observation === undefined || NOTHING.has(observation.workflow) || observation.obsStatus === 'I',
    )
    .map(({ figure }): Fault => {
      const name = figureName(figure)
      return {
        pointer: `/figures/${name}`,
        detail: {
          en: `${name} is missing: give a value, or M (cannot exist), L (not supplied) or O (missing).`,
          ru: `${name} не заполнено: укажите значение или M (не может быть), L (не представлено), O (нет данных).`,
        },
      }
    })
  const justified = new Set(
    opened.form?.value.notes.flatMap((note) => (note.justification === undefined ? [] : [figureName(note)])),
  )
  const implausible = findingsIn(opened)
    .filter(
      ({ severity, figures }) =>
        severity === 'error' || !figures.some((figure) => justified.has(figureName(figure))),
    )
    .map(
      ({ figures, text }): Fault => ({
        pointer: `/figures/${figures.map(figureName).join(',')}`,
        detail: text,
      }),
    )
  const faults = [...missing, ...implausible]
  if (faults.length === 0) return
  const all = (language: 'en' | 'ru') => faults.map(({ detail }) => detail[language]).join(' ')
  throw new RuleFailedError(
    {
      en: `The form cannot be submitted yet. ${all('en')}`,
      ru: `Форму ещё нельзя представить. ${all('ru')}`,
    },
    { faults },
  )
}
