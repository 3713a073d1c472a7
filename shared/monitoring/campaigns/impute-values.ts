import { actorId, covers } from '#kernel/access'
import type { Call } from '#kernel/call'
import { changeBy } from '#kernel/entity'
import { RuleFailedError } from '#kernel/errors'
import { commit } from '#kernel/idempotency'
import type { Write } from '#kernel/table'
import type { Observation } from '../model.ts'
import { reportedValue } from '../reported-value.ts'
import type { campaignsContract } from './contract.ts'
import { earlierPeriod, formOf, formView, type Line, type OpenedForm, withObservations } from './form-desk.ts'
import { type Imputation, imputedValue } from './model/imputation.ts'
import { figureName } from './model/plausibility.ts'
import type { CampaignPorts } from './ports.ts'
import { guards } from './save-form.ts'

/** Puts values in the place of those that a cluster did not report: with status I, the method as their source, and the
 *  author as who submitted them, so that somebody else verifies them. A report of the cluster takes their place.
 *  @throws NotFoundError @throws ForbiddenError
 *  @throws RuleFailedError when something was reported, the method gives no value, or the value does not fit */
export const imputeValues =
  (ports: CampaignPorts) => async (call: Call<typeof campaignsContract.routes.imputeValues>) => {
    const opened = await formOf(ports, call)
    covers(call.actor, 'kpi.verify', opened.resource)
    const author = actorId(call.actor)
    const imputed = new Map<string, Observation>()
    const writes: Write[] = []
    for (const imputation of call.body.values) {
      const line = lineOf(opened, imputation)
      const observation = await imputedObservation(ports, line, imputation, author)
      const { method, reason } = imputation
      const change = { ...changeBy(call, 'impute-observation'), method, reason }
      imputed.set(figureName(line.figure), observation)
      writes.push(...ports.observations.put(observation, line.item, change, true))
    }
    const after = withObservations(opened, opened.form, imputed)
    const reply = { status: 200 as const, body: formView(after), version: opened.form?.version ?? 0 }
    return commit(ports.table, call, reply, [...guards(ports, opened), ...writes])
  }

const lineOf = ({ lines }: OpenedForm, imputation: Imputation): Line => {
  const name = figureName(imputation)
  const line = lines.find(({ figure }) => figureName(figure) === name)
  if (line === undefined)
    throw new RuleFailedError({
      en: `The campaign does not ask for ${name}.`,
      ru: `Кампания не запрашивает ${name}.`,
    })
  const { observation } = line
  if (observation !== undefined && observation.workflow !== 'withdrawn' && observation.obsStatus !== 'I')
    throw new RuleFailedError({
      en: `${name} was reported (${observation.workflow}); only what was not is imputed.`,
      ru: `${name}: значение представлено (${observation.workflow}); досчитывается только непредставленное.`,
    })
  return line
}

const imputedObservation = async (
  { slices }: CampaignPorts,
  { key, indicator, earlier, observation }: Line,
  imputation: Imputation,
  author: string,
): Promise<Observation> => {
  const read = async (period: string) =>
    imputation.method === 'peer-growth' ? (await slices.read({ ...key, period })).observations : []
  const peers = { now: await read(key.period), before: await read(earlierPeriod(indicator, key.period)) }
  const found = imputedValue(imputation, indicator, earlier?.value ?? null, peers)
  if ('fault' in found) throw new RuleFailedError(found.fault)
  return reportedValue(
    indicator,
    key,
    { value: found.value, obsStatus: 'I', confStatus: 'F', source: `imputation: ${imputation.method}` },
    { workflow: 'submitted', submittedBy: author },
    observation,
  )
}
