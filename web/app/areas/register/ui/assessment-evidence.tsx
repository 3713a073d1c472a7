import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { day } from '../../../format.ts'
import { actText } from '../../../ui/act-text.ts'
import { Facts } from '../../../ui/facts.tsx'
import { TroubleHere } from '../../../ui/trouble.tsx'
import { Waiting } from '../../../ui/waiting.tsx'
import { type Attestations, assessment } from '../data.ts'
import { t } from '../texts/index.ts'
import { FACTS, MEMBER_FACTS } from './attestable.ts'
import { Judgement } from './judgement.tsx'
import { OrganisationName, PersonName } from './names.tsx'

/** On what an assessment that was kept rests: its conditions, who attested what on which evidence, and by what the rules
 *  were waived. */
export const AssessmentEvidence = ({
  cluster,
  id,
  nameOf,
}: {
  readonly cluster: string
  readonly id: string
  readonly nameOf: (ruleSet: string) => string
}) => {
  const found = useQuery(assessment(cluster, id))
  if (found.error) return <TroubleHere error={found.error} again={() => void found.refetch()} />
  if (!found.data) return <Waiting lines={5} />
  const { ruleSet, on, register, results, waiver, assessedBy, inputs } = found.data
  const title = t.assessments.of(nameOf(ruleSet), day(on))
  const attested = inputs === undefined ? [] : attestedOf(inputs.attestations)
  return (
    <>
      <h3>{title}</h3>
      <Facts
        facts={[
          [
            register === undefined ? t.assessments.assessedBy : t.assessments.decidedBy,
            assessedBy !== undefined && <PersonName id={assessedBy} />,
          ],
        ]}
      />
      {waiver !== undefined && (
        <>
          <h4>{t.assessments.waiver}</h4>
          <Facts
            facts={[
              [t.step.labels['waiver/reason'], waiver.reason],
              [t.step.labels['waiver/act'], actText(waiver.act)],
            ]}
          />
        </>
      )}
      <Judgement caption={title} results={results} />
      {attested.length > 0 && (
        <>
          <h4>{t.assessments.attested}</h4>
          <dl className="facts">
            {attested.map(({ key, name, said, evidence }) => (
              <div key={key}>
                <dt>{name}</dt>
                <dd>{t.assessments.restsOn(said, evidence)}</dd>
              </div>
            ))}
          </dl>
        </>
      )}
    </>
  )
}

interface Attested {
  readonly key: string
  readonly name: ReactNode
  readonly said: string
  readonly evidence: string
}

const attestedOf = ({ members = [], ...attestations }: Attestations): readonly Attested[] => {
  const ofCluster = FACTS.flatMap((fact): Attested[] => {
    const given = attestations[fact]
    if (given === undefined) return []
    const programme = 'programme' in given ? `, ${given.programme}` : ''
    return [
      {
        key: fact,
        name: t.facts[fact],
        said: `${saidOf(given.value)}${programme}`,
        evidence: given.evidence,
      },
    ]
  })
  const ofMembers = members.map((member): Attested => {
    const said = MEMBER_FACTS.flatMap((fact) => {
      const value = member[fact]
      return value === undefined ? [] : [`${t.attest.memberFacts[fact]}: ${saidOf(value)}`]
    })
    return {
      key: member.organisation,
      name: <OrganisationName id={member.organisation} />,
      said: said.join(', '),
      evidence: member.evidence,
    }
  })
  return [...ofCluster, ...ofMembers]
}

const saidOf = (value: string | boolean): string =>
  value === true ? t.attest.yes : value === false ? t.attest.no : value
