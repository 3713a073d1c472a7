import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../../api.ts'
import { day } from '../../../format.ts'
import { May } from '../../../session/may.tsx'
import type { Cluster } from '../../../types.ts'
import { useCodes } from '../../../ui/codes.ts'
import { tell } from '../../../ui/done.ts'
import { PagedTable } from '../../../ui/paged-table.tsx'
import { Refused } from '../../../ui/trouble.tsx'
import { type Attestations, assessments } from '../data.ts'
import { resourceOf } from '../resource.ts'
import { t } from '../texts/index.ts'
import { AssessmentEvidence } from './assessment-evidence.tsx'
import { VerdictMark } from './judgement.tsx'
import { useRuleSets } from './names.tsx'

/** The assessments of a cluster that were kept, newest first, each with on what it rests. */
export const Assessments = ({ cluster }: { readonly cluster: string }) => {
  const names = useRuleSets()
  const nameOf = (ruleSet: string): string => names.get(ruleSet) ?? ruleSet
  const [open, setOpen] = useState<string>()
  return (
    <section aria-labelledby="assessments">
      <h2 id="assessments">{t.assessments.title}</h2>
      <PagedTable
        found={useInfiniteQuery(assessments(cluster))}
        none={t.assessments.none}
        caption={t.assessments.title}
        rowKey={({ id }) => id}
        columns={[
          { key: 'on', name: t.assessments.on, cell: ({ on }) => day(on) },
          {
            key: 'rules',
            name: t.assessments.rules,
            cell: ({ ruleSet, version }) => `${nameOf(ruleSet)}, ${t.assessments.version(version)}`,
          },
          { key: 'verdict', name: t.rules.verdict, cell: ({ verdict }) => <VerdictMark verdict={verdict} /> },
          {
            key: 'for',
            name: t.assessments.reason,
            cell: ({ register, waiver }) =>
              waiver !== undefined
                ? t.assessments.waived(waiver.reason)
                : register === undefined
                  ? t.assessments.asked
                  : t.assessments.decided,
          },
          {
            key: 'until',
            name: t.assessments.validUntil,
            cell: ({ validUntil }) => (validUntil === null ? t.assessments.noTerm : day(validUntil)),
          },
          {
            key: 'evidence',
            name: t.rules.evidence,
            cell: ({ id, on }) => (
              <button
                type="button"
                aria-expanded={open === id}
                aria-label={t.assessments.showOf(day(on))}
                onClick={() => setOpen(open === id ? undefined : id)}
              >
                {t.assessments.show}
              </button>
            ),
          },
        ]}
      />
      {open !== undefined && <AssessmentEvidence cluster={cluster} id={open} nameOf={nameOf} />}
    </section>
  )
}

/** Keeps the assessment that is shown, with what is attested. */
export const KeepAssessment = ({
  cluster,
  ruleSet,
  attested,
}: {
  readonly cluster: Cluster
  readonly ruleSet: string
  readonly attested: Attestations
}) => {
  const cache = useQueryClient()
  const regions = useCodes('regions')
  const keeping = useMutation({
    mutationFn: () =>
      api.registers.assessCluster({
        params: { clusterId: cluster.id },
        body: { ruleSet, attestations: attested },
        idempotencyKey: crypto.randomUUID(),
      }),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: ['assessments', cluster.id] })
      tell(t.assessments.kept)
    },
  })
  return (
    <May power="cluster.register" resource={resourceOf(cluster, regions.all)}>
      <p className="ways">
        <button type="button" disabled={keeping.isPending} onClick={() => keeping.mutate()}>
          {t.assessments.keep}
        </button>
        <span className="hint">{t.assessments.keepHint}</span>
      </p>
      {keeping.error && <Refused error={keeping.error} />}
    </May>
  )
}
