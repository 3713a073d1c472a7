import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Form } from '../../../forms/form.tsx'
import { useForm } from '../../../forms/use-form.ts'
import type { Cluster } from '../../../types.ts'
import { Choice } from '../../../ui/choice.tsx'
import { TroubleHere } from '../../../ui/trouble.tsx'
import { Waiting } from '../../../ui/waiting.tsx'
import { type Attestations, type CompositionChanges, judged } from '../data.ts'
import { t } from '../texts/index.ts'
import { KeepAssessment } from './assessments.tsx'
import { type Attestable, attestable } from './attestable.ts'
import { AttestationFields, type AttestationValues } from './attestation-fields.tsx'
import { Judgement, VerdictMark } from './judgement.tsx'
import { useRuleSets } from './names.tsx'
import { OtherMembers } from './other-members.tsx'

/** What rules ask for, whether the cluster meets it, and what would be if more were attested or the members were others. */
export const Requirements = ({
  cluster,
  demanded,
  attested,
  onAttested,
}: {
  readonly cluster: Cluster
  /** The rule sets that the register demands. */
  readonly demanded: readonly string[]
  readonly attested: Attestations
  readonly onAttested: (attestations: Attestations) => void
}) => {
  const names = useRuleSets()
  const [chosen, choose] = useState('')
  const codes = demanded.length > 0 ? demanded : chosen === '' ? [] : [chosen]
  return (
    <section aria-labelledby="requirements">
      <h2 id="requirements">{t.rules.title}</h2>
      {demanded.length === 0 && (
        <>
          <p>{t.rules.none}</p>
          <div className="fields">
            <Choice
              name={t.rules.choose}
              value={chosen}
              options={[['', t.rules.noChoice], ...names]}
              onChange={choose}
            />
          </div>
        </>
      )}
      {codes.map((code) => (
        <RuleSetHere
          key={code}
          cluster={cluster}
          code={code}
          name={names.get(code) ?? code}
          attested={attested}
          onAttested={onAttested}
        />
      ))}
    </section>
  )
}

const RuleSetHere = ({
  cluster,
  code,
  name,
  attested,
  onAttested,
}: {
  readonly cluster: Cluster
  readonly code: string
  readonly name: string
  readonly attested: Attestations
  readonly onAttested: (attestations: Attestations) => void
}) => {
  const [changes, setChanges] = useState<CompositionChanges>()
  const found = useQuery({
    ...judged(cluster.id, code, attested, changes),
    placeholderData: (before) => before,
  })
  if (found.error) return <TroubleHere error={found.error} again={() => void found.refetch()} />
  if (!found.data) return <Waiting lines={5} />
  const { verdict, results, version } = found.data
  const can = attestable(results)
  return (
    <article>
      <h3>{name}</h3>
      <p role="status">
        {t.rules.version(version)} <VerdictMark verdict={verdict} />
      </p>
      <Judgement caption={name} results={results} />
      {changes === undefined ? (
        <KeepAssessment cluster={cluster} ruleSet={code} attested={attested} />
      ) : (
        <p className="ways">
          {t.otherMembers.supposed(changes.joining?.length ?? 0, changes.withoutMembers?.length ?? 0)}{' '}
          {changes.ties !== undefined &&
            changes.ties.length > 0 &&
            t.otherMembers.supposedTies(changes.ties.length)}{' '}
          <button type="button" onClick={() => setChanges(undefined)}>
            {t.otherMembers.asItIs}
          </button>
        </p>
      )}
      {(can.facts.length > 0 || can.ofMembers.length > 0) && (
        <details>
          <summary>{t.attest.title}</summary>
          <p className="hint">{t.attest.lead}</p>
          <WhatIfForm
            id={`attest.${cluster.id}.${code}`}
            cluster={cluster.id}
            title={name}
            attestable={can}
            onAttested={onAttested}
          />
        </details>
      )}
      <details>
        <summary>{t.otherMembers.title}</summary>
        <p className="hint">{t.otherMembers.lead}</p>
        <OtherMembers
          id={`members-if.${cluster.id}.${code}`}
          cluster={cluster.id}
          title={name}
          onChanges={setChanges}
        />
      </details>
    </article>
  )
}

const WhatIfForm = ({
  id,
  cluster,
  title,
  attestable: can,
  onAttested,
}: {
  readonly id: string
  readonly cluster: string
  readonly title: string
  readonly attestable: Attestable
  readonly onAttested: (attestations: Attestations) => void
}) => {
  const form = useForm<AttestationValues, Attestations, Attestations>({
    id,
    title: t.attest.draft(title),
    initial: {},
    check: async () => (await import('../checks.ts')).attestations,
    send: async (content) => content,
    onDone: onAttested,
  })
  return (
    <Form form={form} action={t.attest.assess} labels={t.facts}>
      <AttestationFields cluster={cluster} attestable={can} value={form.values} onChange={form.set} />
    </Form>
  )
}
