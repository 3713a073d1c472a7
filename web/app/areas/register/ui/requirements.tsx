import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Form } from '../../../forms/form.tsx'
import { useForm } from '../../../forms/use-form.ts'
import { say } from '../../../language.ts'
import type { Cluster } from '../../../types.ts'
import { Choice } from '../../../ui/choice.tsx'
import { TroubleHere } from '../../../ui/trouble.tsx'
import { Waiting } from '../../../ui/waiting.tsx'
import { type Attestations, type CompositionChanges, judged, type RuleResult, ruleSets } from '../data.ts'
import { t } from '../texts/index.ts'
import { KeepAssessment } from './assessments.tsx'
import { AttestationFields, type AttestationValues, FACTS, type Fact } from './attestation-fields.tsx'
import { Judgement, VerdictMark } from './judgement.tsx'
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
  const { data } = useQuery(ruleSets())
  const [chosen, choose] = useState('')
  const codes = demanded.length > 0 ? demanded : chosen === '' ? [] : [chosen]
  const names = new Map(data?.items.map((set) => [set.code, say(set.names)]))
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
  const facts = attestable(results)
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
          <button type="button" onClick={() => setChanges(undefined)}>
            {t.otherMembers.asItIs}
          </button>
        </p>
      )}
      {facts.length > 0 && (
        <details>
          <summary>{t.attest.title}</summary>
          <p className="hint">{t.attest.lead}</p>
          <WhatIfForm
            id={`attest.${cluster.id}.${code}`}
            title={name}
            facts={facts}
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

/** `management-fte` → `managementFte`: the facts that rules look at and no record tells. */
const attestable = (results: readonly RuleResult[]): readonly Fact[] => {
  const looked = results.flatMap(({ evidence }) =>
    evidence === undefined
      ? []
      : [evidence.metric.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase())],
  )
  return FACTS.filter((fact) => looked.includes(fact))
}

const WhatIfForm = ({
  id,
  title,
  facts,
  onAttested,
}: {
  readonly id: string
  readonly title: string
  readonly facts: readonly Fact[]
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
      <AttestationFields facts={facts} value={form.values} onChange={form.set} />
    </Form>
  )
}
