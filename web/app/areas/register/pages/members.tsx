import '../register.css'
import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { cluster as clusterOf } from '../../../data.ts'
import { say } from '../../../language.ts'
import { Heading } from '../../../ui/heading.tsx'
import { useSides } from '../sides.ts'
import { t } from '../texts/index.ts'
import { Members } from '../ui/members.tsx'
import { Proposals } from '../ui/proposals.tsx'
import { ProposeMembership } from '../ui/propose-membership.tsx'

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
          <ProposeMembership cluster={id} own={sides.isManagement ? undefined : own} today={today} />
        ) : (
          <p>{t.members.mayNotPropose}</p>
        )}
      </section>
    </>
  )
}
