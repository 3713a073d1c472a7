import { covers } from '#kernel/access'
import type { Call } from '#kernel/call'
import { changeBy } from '#kernel/entity'
import { RuleFailedError } from '#kernel/errors'
import { commit } from '#kernel/idempotency'
import type { campaignsContract } from './contract.ts'
import { deskOf, formView, openForm } from './form-desk.ts'
import type { FormValue } from './model/form.ts'
import { figureName } from './model/plausibility.ts'
import { rolledUp } from './model/roll-up.ts'
import type { CampaignPorts } from './ports.ts'
import { refuseUnlessAt, saving } from './save-form.ts'

/** Makes values of a cluster's form from what its members answered, as drafts, and names the members behind them.
 *  @throws NotFoundError @throws ForbiddenError @throws StaleVersionError
 *  @throws RuleFailedError when the cluster can fill in nothing now, or a value cannot be made, or not without showing
 *  that of a member who did not agree: then none is */
export const rollUpMembers =
  (ports: CampaignPorts) => async (call: Call<typeof campaignsContract.routes.rollUpMembers>) => {
    const desk = await deskOf(ports, call.params.campaignId)
    const opened = await openForm(ports, desk, call.params.cluster, call.at)
    covers(call.actor, 'kpi.submit', opened.resource)
    refuseUnlessAt(opened, call.expectedVersion)
    const { id, period } = opened.campaign.value
    const stored = await ports.memberForms.ofCluster(id, opened.cluster)
    const answers = stored.map(({ value, version }) => ({ form: value, version }))
    const indicators = desk.catalogue.at(period)
    const before = new Map(opened.form?.value.rolledUp?.map((one) => [figureName(one), one.hidden]))
    const made = call.body.figures.map((figure) => {
      const found = rolledUp(figure, indicators, answers, before.get(figureName(figure)))
      if ('fault' in found) throw new RuleFailedError(found.fault)
      return { figure, ...found }
    })
    const values = made.map(({ figure, value }): FormValue => ({ ...figure, value, confStatus: 'F' }))
    const change = changeBy(call, 'roll-up-members')
    const taken = new Map(
      made.map(({ figure, hidden }) => [figureName(figure), { ...figure, hidden: [...hidden] }]),
    )
    const kept = (opened.form?.value.rolledUp ?? []).filter((one) => !taken.has(figureName(one)))
    const { form, writes } = saving(ports, opened, values, call, { rolledUp: [...kept, ...taken.values()] })
    const reply = {
      status: 200 as const,
      body: formView(form(opened)),
      version: (opened.form?.version ?? 0) + 1,
    }
    return commit(ports.table, call, reply, [
      ...writes,
      ...made.map(({ figure, enterprises, hidden }) =>
        ports.enterprises.put(
          { universe: 'cluster', ...figure, period },
          opened.cluster,
          enterprises,
          change,
          hidden.map((one) => one.split('@', 1)[0] ?? ''),
        ),
      ),
    ])
  }
