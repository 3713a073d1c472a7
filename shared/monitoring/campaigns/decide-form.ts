import { actorId, covers, isSameHand, refuseOwn } from '#kernel/access'
import type { Call } from '#kernel/call'
import { changeBy } from '#kernel/entity'
import { ForbiddenError, RuleFailedError } from '#kernel/errors'
import { commit } from '#kernel/idempotency'
import type { Observation } from '../model.ts'
import type { campaignsContract } from './contract.ts'
import { formOf, formView, withObservations } from './form-desk.ts'
import { type CampaignForm, noted } from './model/form.ts'
import { figureName } from './model/plausibility.ts'
import type { CampaignPorts } from './ports.ts'
import { guards, observationWrites, refuseUnlessAt } from './save-form.ts'

/** Verifies a submitted form or returns it with comments. Its values go with it: verified they enter public figures,
 *  returned they wait for who reports.
 *  @throws NotFoundError @throws StaleVersionError
 *  @throws ForbiddenError when the territory does not cover the cluster, or the actor filled in or submitted anything
 *  of the form, or belongs to the cluster's management organisation
 *  @throws RuleFailedError when the form is not submitted, or a comment is about a figure that it has not */
export const decideForm =
  (ports: CampaignPorts) => async (call: Call<typeof campaignsContract.routes.decideForm>) => {
    const opened = await formOf(ports, call)
    covers(call.actor, 'kpi.verify', opened.resource)
    const places = await ports.management.clusterRegions(opened.cluster)
    refuseOwn(call.actor, [places?.managementOrganisation])
    refuseUnlessAt(opened, call.expectedVersion)
    const stored = opened.form
    if (stored?.value.status !== 'submitted')
      throw new RuleFailedError({
        en: `The form is ${stored?.value.status ?? 'not filled in'}; only a submitted one is decided about.`,
        ru: `Форма в состоянии «${stored?.value.status ?? 'не заполнена'}»; решение принимают о представленной.`,
      })
    const hands = [
      ...stored.value.editors,
      ...opened.lines.flatMap(({ observation }) => observation?.submittedBy ?? []),
    ]
    if (hands.some((hand) => isSameHand(call.actor, hand)))
      throw new ForbiddenError({
        en: 'Nobody decides about what they filled in or submitted themselves; another person has to.',
        ru: 'Нельзя принимать решение о том, что вы сами заполнили или представили; это делает другое лицо.',
      })
    const { decision, comments, comment } = call.body
    const asked = new Set(opened.lines.map(({ figure }) => figureName(figure)))
    const foreign = comments.map(figureName).filter((name) => !asked.has(name))
    if (foreign.length > 0)
      throw new RuleFailedError({
        en: `The campaign does not ask for ${foreign.join(', ')}.`,
        ru: `Кампания не запрашивает ${foreign.join(', ')}.`,
      })
    const decided = new Map<string, Observation>()
    for (const { figure, observation } of opened.lines)
      if (observation?.workflow === 'submitted')
        decided.set(figureName(figure), {
          ...observation,
          workflow: decision,
          ...(decision === 'verified' && { verifiedBy: actorId(call.actor) }),
          version: observation.version + 1,
        })
    const { comment: _before, ...rest } = stored.value
    const form: CampaignForm = {
      ...rest,
      notes: noted(rest.notes, comments),
      status: decision,
      decidedAt: call.at.toISOString(),
      ...(comment !== undefined && { comment }),
    }
    const version = stored.version + 1
    const change = {
      ...changeBy(call, decision === 'verified' ? 'verify-form' : 'return-form'),
      ...call.body,
    }
    const after = withObservations(opened, { value: form, version }, decided)
    return commit(ports.table, call, { status: 200 as const, body: formView(after), version }, [
      ...guards(ports, opened),
      ports.forms.put(form, stored.version, change),
      ...observationWrites(ports, opened, decided, change),
    ])
  }
