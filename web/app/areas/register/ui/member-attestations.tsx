import { list } from '../../../format.ts'
import { boundRow } from '../../../forms/bound.ts'
import { SelectField, TextField } from '../../../forms/fields.tsx'
import { RowsField } from '../../../forms/rows-field.tsx'
import { TroubleHere } from '../../../ui/trouble.tsx'
import { t } from '../texts/index.ts'
import type { MemberFact } from './attestable.ts'
import { useCurrentMembers } from './current-members.ts'
import { YesNoField } from './yes-no-field.tsx'

/** What is attested of one member, as far as it is typed. */
export interface MemberValues {
  readonly organisation?: string
  readonly hasOutput?: boolean
  readonly hasInvestmentContract?: boolean
  readonly evidence?: string
}

/** As many members as one attestation takes. */
const MOST = 500

/** Facts of single members where the records do not tell, each member once. */
export const MemberAttestations = ({
  cluster,
  facts,
  open,
  name,
  value,
  onChange,
}: {
  readonly cluster: string
  readonly facts: readonly MemberFact[]
  readonly open: readonly string[]
  readonly name: string
  readonly value: readonly MemberValues[]
  readonly onChange: (value: MemberValues[]) => void
}) => {
  const { members, trouble, again } = useCurrentMembers(cluster)
  if (trouble) return <TroubleHere error={trouble} again={again} />
  const known = new Map(members)
  const names = open.flatMap((organisation) => known.get(organisation) ?? [])
  return (
    <RowsField<MemberValues>
      name={name}
      label={t.attest.members}
      hint={[t.attest.membersHint, ...(names.length > 0 ? [t.attest.openMembers(list(names))] : [])].join(
        ' ',
      )}
      add={t.attest.addMember}
      drop={t.attest.dropMember}
      most={Math.min(MOST, members.length)}
      empty={{}}
      value={value}
      onChange={onChange}
    >
      {(row, index, change) => {
        const part = boundRow(name, index, row, change)
        const isOther = (organisation: string) =>
          value.some((one, at) => at !== index && one.organisation === organisation)
        return (
          <>
            <SelectField
              {...part('organisation', t.attest.member(index + 1))}
              required
              options={members.filter(([organisation]) => !isOther(organisation))}
            />
            {facts.map((fact) => (
              <YesNoField key={fact} {...part(fact, t.attest.memberFacts[fact])} />
            ))}
            <TextField {...part('evidence', t.attest.evidence)} hint={t.attest.evidenceHint} />
          </>
        )
      }}
    </RowsField>
  )
}
