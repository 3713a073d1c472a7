import { SelectField, TextField } from '../../../forms/fields.tsx'
import { withPart } from '../../../forms/merge.ts'
import { t } from '../texts/index.ts'

/** One fact as far as it is attested. */
interface AttestedValue {
  readonly value?: string | boolean
  readonly programme?: string
  readonly evidence?: string
}

/** What is attested, by fact. */
export type AttestationValues = Readonly<Partial<Record<Fact, AttestedValue>>>

const AMOUNTS = ['managementFte', 'productivityRatio', 'highPerformanceJobs'] as const
const YES_NO = [
  'publicCollaboration',
  'englishWebsite',
  'activity',
  'socialEconomyCluster',
  'recognisedByProgramme',
] as const
export const FACTS = [...AMOUNTS, ...YES_NO] as const
export type Fact = (typeof FACTS)[number]

const isAmount = (fact: Fact): boolean => AMOUNTS.some((one) => one === fact)

/** Facts that no record tells: each with what it rests on. What is left empty is not known. */
export const AttestationFields = ({
  facts,
  name,
  value,
  onChange,
}: {
  readonly facts: readonly Fact[]
  /** Where they stand in the content; none where they are all of it. */
  readonly name?: string
  readonly value: AttestationValues
  /** Undefined: the fact is not attested. */
  readonly onChange: (fact: Fact, value: AttestedValue | undefined) => void
}) => (
  <>
    {facts.map((fact) => {
      const given = value[fact]
      const at = name === undefined ? fact : `${name}/${fact}`
      const change = (part: keyof AttestedValue, next: string | boolean | undefined) =>
        onChange(fact, withPart(given, part, next))
      return (
        <fieldset className="pair" key={fact}>
          <legend>{t.facts[fact]}</legend>
          {isAmount(fact) ? (
            <TextField
              name={`${at}/value`}
              label={t.attest.amount}
              hint={t.attest.amountHint}
              value={typeof given?.value === 'string' ? given.value : undefined}
              onChange={(text) => change('value', text?.replace(',', '.'))}
            />
          ) : (
            <SelectField
              name={`${at}/value`}
              label={t.attest.answer}
              options={[
                ['yes', t.attest.yes],
                ['no', t.attest.no],
              ]}
              value={given?.value === undefined ? undefined : given.value === true ? 'yes' : 'no'}
              onChange={(answer) => change('value', answer === undefined ? undefined : answer === 'yes')}
            />
          )}
          <TextField
            name={`${at}/evidence`}
            label={t.attest.evidence}
            hint={t.attest.evidenceHint}
            value={given?.evidence}
            onChange={(text) => change('evidence', text)}
          />
          {fact === 'recognisedByProgramme' && given?.value === true && (
            <TextField
              name={`${at}/programme`}
              label={t.attest.programme}
              value={given.programme}
              onChange={(text) => change('programme', text)}
            />
          )}
        </fieldset>
      )
    })}
  </>
)
