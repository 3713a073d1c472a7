import { type Actor, actorId, covers } from '#kernel/access'
import type { Call, Context } from '#kernel/call'
import { changeBy, type LastChange } from '#kernel/entity'
import { DomainError, type Fault, RuleFailedError, StaleVersionError } from '#kernel/errors'
import { commit } from '#kernel/idempotency'
import type { Write } from '#kernel/table'
import { type Observation, owing, sameContent } from '../model.ts'
import { reportedValue } from '../reported-value.ts'
import type { campaignsContract } from './contract.ts'
import { formOf, formView, type Line, type OpenedForm, withObservations } from './form-desk.ts'
import { type CampaignForm, type FormValue, isSettled, noted } from './model/form.ts'
import { figureName } from './model/plausibility.ts'
import type { CampaignPorts } from './ports.ts'

type Routes = typeof campaignsContract.routes

/** Saves some values of a form as drafts; the others stay as they are.
 *  @throws NotFoundError @throws ForbiddenError
 *  @throws StaleVersionError when somebody saved or submitted since the caller read the form
 *  @throws RuleFailedError when the campaign takes no forms, the form is with who verifies it, or values do not fit:
 *  then nothing of it is saved, and every fault is told */
export const saveForm = (ports: CampaignPorts) => async (call: Call<Routes['saveForm']>) => {
  const opened = await formOf(ports, call)
  covers(call.actor, 'kpi.submit', opened.resource)
  refuseUnlessAt(opened, call.expectedVersion)
  const { form, writes } = saving(ports, opened, call.body.values, call)
  const after = form(opened)
  const reply = { status: 200 as const, body: formView(after), version: (opened.form?.version ?? 0) + 1 }
  return commit(ports.table, call, reply, writes)
}

/** @throws StaleVersionError when the form is not at the version that the caller has seen; 0 for none */
export const refuseUnlessAt = ({ form }: OpenedForm, expected: number | undefined): void => {
  if ((form?.version ?? 0) !== expected) throw new StaleVersionError()
}

/** @throws RuleFailedError when the cluster can save or submit nothing now */
export const refuseUnlessFillable = ({ campaign, duty, cluster, form }: OpenedForm): void => {
  const { status } = campaign.value
  if (status !== 'open')
    throw new RuleFailedError({
      en: `The campaign is ${status}; only an open one takes forms.`,
      ru: `Кампания в состоянии «${status}»; формы принимает только открытая.`,
    })
  if (!owing(duty.value).has(cluster))
    throw new RuleFailedError({
      en: 'The cluster is exempt from this campaign.',
      ru: 'Кластер освобождён от этой кампании.',
    })
  if (form?.value.status === 'submitted' || form?.value.status === 'verified')
    throw new RuleFailedError({
      en: `The form is ${form.value.status}; it can be changed when it was returned. A verified value is corrected by PUT /observations.`,
      ru: `Форма в состоянии «${form.value.status}»; изменить её можно после возврата. Проверенное значение исправляют через PUT /observations.`,
    })
}

/** What saving values comes to: the form after it, whether any value changes, and the steps of its transaction.
 *  @throws RuleFailedError with every fault */
export const saving = (
  ports: Pick<CampaignPorts, 'campaigns' | 'duties' | 'forms' | 'enterprises' | 'observations'>,
  opened: OpenedForm,
  values: readonly FormValue[],
  context: Context,
  also: Pick<CampaignForm, 'rolledUp'> = {},
): { form: (opened: OpenedForm) => OpenedForm; changes: boolean; writes: Write[] } => {
  refuseUnlessFillable(opened)
  const change = changeBy(context, 'save-form')
  const drafts = draftsOf(opened, values, context.actor)
  const stored = opened.form
  const form: CampaignForm = {
    campaign: opened.campaign.value.id,
    cluster: opened.cluster,
    notes: [],
    ...stored?.value,
    ...also,
    status: stored?.value.status === 'returned' ? 'returned' : 'saved',
    editors: [...new Set([...(stored?.value.editors ?? []), actorId(context.actor)])],
  }
  form.notes = noted(
    form.notes,
    values.flatMap(({ indicator, breakdown, justification }) =>
      justification === undefined ? [] : [{ indicator, breakdown, justification }],
    ),
  )
  const version = stored?.version ?? 0
  const named = values.flatMap(({ indicator, breakdown, enterprises }) => {
    const slice = { universe: 'cluster' as const, indicator, breakdown, period: opened.campaign.value.period }
    return enterprises === undefined ? [] : [{ slice, enterprises }]
  })
  return {
    changes: stored === undefined || drafts.size > 0 || named.length > 0,
    form: (before) => {
      const after = withObservations(before, { value: form, version: version + 1 }, drafts)
      const enterprises = new Map(named.map((one) => [figureName(one.slice), one.enterprises]))
      return {
        ...after,
        lines: after.lines.map((line) => ({
          ...line,
          enterprises: enterprises.get(figureName(line.figure)) ?? line.enterprises,
        })),
      }
    },
    writes: [
      ...guards(ports, opened),
      ports.forms.put(form, version, change),
      ...observationWrites(ports, opened, drafts, change),
      ...named.map(({ slice, enterprises }) =>
        ports.enterprises.put(slice, opened.cluster, enterprises, change),
      ),
    ],
  }
}

/** The steps that let a form change only while its campaign and who owes are as they were read. */
export const guards = (
  { campaigns, duties }: Pick<CampaignPorts, 'campaigns' | 'duties'>,
  { campaign, duty }: OpenedForm,
): Write[] => [campaigns.check(campaign), duties.check(duty.value, duty.version)]

/** The steps that store changed observations of a form; slices exist since the campaign opened. */
export const observationWrites = (
  { observations }: Pick<CampaignPorts, 'observations'>,
  { lines }: OpenedForm,
  changed: ReadonlyMap<string, Observation>,
  change: LastChange,
): Write[] =>
  lines.flatMap(({ figure, item }) => {
    const observation = changed.get(figureName(figure))
    return observation === undefined ? [] : observations.put(observation, item, change, true)
  })

/** The observations that values make as drafts, by name; those that bring nothing new are left out. */
const draftsOf = (
  { lines }: OpenedForm,
  values: readonly FormValue[],
  actor: Actor,
): ReadonlyMap<string, Observation> => {
  const byName = new Map(lines.map((line) => [figureName(line.figure), line]))
  const drafts = new Map<string, Observation>()
  const faults: Fault[] = []
  values.forEach((value, index) => {
    try {
      const draft = draftOf(byName.get(figureName(value)), value, actor)
      if (draft !== undefined) drafts.set(figureName(value), draft)
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
      faults.push({ pointer: `/values/${index}`, detail: error.detail })
    }
  })
  if (faults.length === 0) return drafts
  const all = (language: 'en' | 'ru') => faults.map(({ detail }) => detail[language]).join(' ')
  throw new RuleFailedError({ en: all('en'), ru: all('ru') }, { faults })
}

const draftOf = (line: Line | undefined, value: FormValue, actor: Actor): Observation | undefined => {
  if (line === undefined)
    throw new RuleFailedError({
      en: `The campaign does not ask for ${figureName(value)}.`,
      ru: `Кампания не запрашивает ${figureName(value)}.`,
    })
  const { key, indicator, observation } = line
  const made = { workflow: 'draft' as const, submittedBy: actorId(actor) }
  const next = reportedValue(indicator, key, value, made, observation)
  if (observation === undefined) return next
  const same = sameContent(observation, next)
  if (!isSettled(observation)) return same && observation.workflow !== 'withdrawn' ? undefined : next
  // What another source said stays; only its content is compared.
  if (observation.value === next.value && observation.obsStatus === next.obsStatus) return undefined
  throw new RuleFailedError({
    en: `${figureName(value)} was verified as ${observation.value ?? observation.obsStatus} already; a verified value is corrected by PUT /observations.`,
    ru: `${figureName(value)}: уже проверено значение ${observation.value ?? observation.obsStatus}; его исправляют через PUT /observations.`,
  })
}
