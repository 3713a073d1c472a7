import { TextField } from '../../../forms/fields.tsx'
import { withPart } from '../../../forms/merge.ts'
import type { Cluster } from '../../../types.ts'
import { t } from '../texts/index.ts'
import { AMOUNTS, type Attestable, type Fact } from './attestable.ts'
import { MemberAttestations, type MemberValues } from './member-attestations.tsx'
import { YesNoField } from './yes-no-field.tsx'

/** One fact as far as it is attested. */
interface AttestedValue {
  readonly value?: string | boolean
  readonly programme?: string
  readonly evidence?: string
}

/** What is attested: of the cluster by fact, and of single members. */
export type AttestationValues = Readonly<Partial<Record<Fact, AttestedValue>>> & {
  readonly members?: readonly MemberValues[]
}

const isAmount = (fact: Fact): boolean => AMOUNTS.some((one) => one === fact)

/** Facts that no record tells: each with what it rests on. What is left empty is not known. */
export const AttestationFields = ({
  cluster,
  attestable: { facts, ofMembers, open },
  name,
  value,
  onChange,
}: {
  readonly cluster: Cluster['id']
  readonly attestable: Attestable
  /** Where they stand in the content; none where they are all of it. */
  readonly name?: string
  readonly value: AttestationValues
  /** Undefined: it is not attested. */
  readonly onChange: <K extends keyof AttestationValues>(
    fact: K,
    value: AttestationValues[K] | undefined,
  ) => void
}) => {
  const at = (fact: keyof AttestationValues) => (name === undefined ? fact : `${name}/${fact}`)
  return (
    <>
      {facts.map((fact) => (
        <FactFields
          key={fact}
          fact={fact}
          name={at(fact)}
          value={value[fact]}
          onChange={(next) => onChange(fact, next)}
        />
      ))}
      {ofMembers.length > 0 && (
        <MemberAttestations
          cluster={cluster}
          facts={ofMembers}
          open={open}
          name={at('members')}
          value={value.members ?? []}
          onChange={(members) => onChange('members', members.length === 0 ? undefined : members)}
        />
      )}
    </>
  )
}

const FactFields = ({
  fact,
  name,
  value,
  onChange,
}: {
  readonly fact: Fact
  readonly name: string
  readonly value: AttestedValue | undefined
  readonly onChange: (value: AttestedValue | undefined) => void
}) => {
  const change = (part: keyof AttestedValue, next: string | boolean | undefined) =>
    onChange(withPart(value, part, next))
  return (
    <fieldset className="pair">
      <legend>{t.facts[fact]}</legend>
      {isAmount(fact) ? (
        <TextField
          name={`${name}/value`}
          label={t.attest.amount}
          hint={t.attest.amountHint}
          value={typeof value?.value === 'string' ? value.value : undefined}
          onChange={(text) => change('value', text?.replace(',', '.'))}
        />
      ) : (
        <YesNoField
          name={`${name}/value`}
          label={t.attest.answer}
          value={typeof value?.value === 'boolean' ? value.value : undefined}
          onChange={(answer) => change('value', answer)}
        />
      )}
      <TextField
        name={`${name}/evidence`}
        label={t.attest.evidence}
        hint={t.attest.evidenceHint}
        value={value?.evidence}
        onChange={(text) => change('evidence', text)}
      />
      {fact === 'recognisedByProgramme' && value?.value === true && (
        <TextField
          name={`${name}/programme`}
          label={t.attest.programme}
          value={value.programme}
          onChange={(text) => change('programme', text)}
        />
      )}
    </fieldset>
  )
}
