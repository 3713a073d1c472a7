import '../register.css'
import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { cluster as clusterOf } from '../../../data.ts'
import { say } from '../../../language.ts'
import { useMay } from '../../../session/may.tsx'
import type { Cluster } from '../../../types.ts'
import { useCodes } from '../../../ui/codes.ts'
import { Heading } from '../../../ui/heading.tsx'
import { resourceOf } from '../resource.ts'
import { useSides } from '../sides.ts'
import { t } from '../texts/index.ts'
import { Members } from '../ui/members.tsx'
import { NewMembership } from '../ui/new-membership.tsx'
import { Proposals } from '../ui/proposals.tsx'

const route = getRouteApi('/clusters/$id/members')

/** Who is a member of a cluster, who is to be, and what becomes of a membership: both sides decide. */
export const MembersPage = () => {
  const { id } = route.useParams()
  const { data: cluster } = useSuspenseQuery(clusterOf(id))
  const sides = useSides(cluster)
  const own = sides.organisations.filter((one) => one !== cluster.managementOrganisation)
  const today = new Date().toISOString().slice(0, 10)
  return (
    <>
      <Heading title={t.members.title(say(cluster.names))} lead={t.members.lead} />
      <p>
        <Link to="/clusters/$id" params={{ id }}>
          {t.edit.back}
        </Link>
      </p>
      <Proposals cluster={id} sides={sides} />
      <Members cluster={cluster} sides={sides} today={today} />
      <section aria-labelledby="propose">
        <h2 id="propose">{t.members.propose}</h2>
        {sides.isManagement || own.length > 0 ? (
          <NewMembership
            way="propose"
            cluster={id}
            own={sides.isManagement ? undefined : own}
            today={today}
          />
        ) : (
          <p>{t.members.mayNotPropose}</p>
        )}
      </section>
      <RecordMembership cluster={cluster} today={today} />
    </>
  )
}

/** For who keeps the register, or confirms memberships: one that needs no answer any more. */
const RecordMembership = ({ cluster, today }: { readonly cluster: Cluster; readonly today: string }) => {
  const regions = useCodes('regions')
  const resource = resourceOf(cluster, regions.all)
  const keeps = useMay('cluster.register', resource)
  const confirms = useMay('membership.confirm', resource)
  if (!keeps.may && !confirms.may) return null
  return (
    <section aria-labelledby="record">
      <h2 id="record">{t.members.record}</h2>
      <p>{t.members.recordLead}</p>
      <NewMembership way="record" cluster={cluster.id} own={undefined} today={today} />
    </section>
  )
}
