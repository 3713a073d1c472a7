import { covers } from '#kernel/access'
import type { Call } from '#kernel/call'
import { sha256 } from '#kernel/digest'
import { changeBy } from '#kernel/entity'
import { ConflictError, NotFoundError, RuleFailedError } from '#kernel/errors'
import { commit } from '#kernel/idempotency'
import { isActive, referenceDate } from '../model.ts'
import type { campaignsContract } from './contract.ts'
import { admitToForm, formOf } from './form-desk.ts'
import { type MemberForm, memberFormRow } from './model/member-form.ts'
import type { CampaignPorts } from './ports.ts'
import { refuseUnlessFillable } from './save-form.ts'

type Routes = typeof campaignsContract.routes

/** Makes a link by which a member fills in its own form; the token is answered once and kept as a digest. For a member
 *  that has one the new link takes the place of the old; what it answered stays.
 *  @throws NotFoundError @throws ForbiddenError
 *  @throws RuleFailedError when the cluster can fill in nothing now, the organisation is no member at the end of the
 *  period or today, or the link would end in the past */
export const inviteMember = (ports: CampaignPorts) => async (call: Call<Routes['inviteMember']>) => {
  const opened = await formOf(ports, call)
  covers(call.actor, 'kpi.submit', opened.resource)
  refuseUnlessFillable(opened)
  const { organisation, expiresOn } = call.body
  const today = call.at.toISOString().slice(0, 10)
  if (expiresOn < today)
    throw new RuleFailedError({
      en: `${expiresOn} is past; the link would never work.`,
      ru: `${expiresOn} уже прошло; ссылка никогда не сработает.`,
    })
  const dates = [referenceDate(opened.campaign.value.period), today]
  const memberships = await ports.members.membershipFacts([opened.cluster])
  const isMember = memberships.some(
    (one) =>
      one.cluster === opened.cluster &&
      one.organisation === organisation &&
      dates.some((date) => isActive(one, date)),
  )
  if (!isMember)
    throw new RuleFailedError({
      en: `${organisation} is not an active member of the cluster, neither at the end of the period nor today.`,
      ru: `${organisation} — не действующий участник кластера ни на конец периода, ни сегодня.`,
    })
  const before = await ports.memberForms.find(opened.campaign.value.id, opened.cluster, organisation)
  const token = ports.newToken()
  const status = before === undefined || before.value.values.length === 0 ? 'sent' : 'saved'
  const form: MemberForm = {
    campaign: opened.campaign.value.id,
    cluster: opened.cluster,
    organisation,
    values: [],
    agreed: false,
    ...before?.value,
    status: before?.value.status === 'answered' ? 'answered' : status,
    digest: sha256(token),
    expiresOn,
  }
  const version = before?.version ?? 0
  await ports.table.write([
    ports.memberForms.put(form, version, changeBy(call, 'invite-member')),
    ports.memberForms.putLink(form),
    ...(before === undefined ? [] : [ports.memberForms.removeLink(before.value.digest)]),
  ])
  return { status: 201 as const, body: { ...memberFormRow(form), token }, version: version + 1 }
}

/** Who was asked and who answered; values of those who agreed to that. @throws NotFoundError @throws ForbiddenError */
export const listMemberForms = (ports: CampaignPorts) => async (call: Call<Routes['listMemberForms']>) => {
  const opened = await formOf(ports, call)
  admitToForm(call.actor, opened)
  const forms = await ports.memberForms.ofCluster(opened.campaign.value.id, opened.cluster)
  return { status: 200 as const, body: { items: forms.map(({ value }) => memberFormRow(value)) } }
}

/** Ends a link; what was answered by it no longer counts.
 *  @throws NotFoundError @throws ForbiddenError @throws ConflictError when it was ended already */
export const revokeMemberForm = (ports: CampaignPorts) => async (call: Call<Routes['revokeMemberForm']>) => {
  const opened = await formOf(ports, call)
  covers(call.actor, 'kpi.submit', opened.resource)
  const { organisation } = call.params
  const before = await ports.memberForms.find(opened.campaign.value.id, opened.cluster, organisation)
  if (before === undefined)
    throw new NotFoundError({
      en: `${organisation} was not asked.`,
      ru: `${organisation} не запрашивали.`,
    })
  if (before.value.status === 'revoked')
    throw new ConflictError({ en: 'The link was revoked already.', ru: 'Ссылка уже отозвана.' })
  const form: MemberForm = { ...before.value, status: 'revoked' }
  const reply = { status: 200 as const, body: memberFormRow(form) }
  return commit(ports.table, call, reply, [
    ports.memberForms.put(form, before.version, changeBy(call, 'revoke-member-form')),
    ports.memberForms.removeLink(before.value.digest),
  ])
}
