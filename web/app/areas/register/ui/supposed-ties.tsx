import { useQueries } from '@tanstack/react-query'
import { organisation } from '../../../data.ts'
import { boundRow } from '../../../forms/bound.ts'
import type { Fault } from '../../../forms/faults.ts'
import { SelectField, TextField } from '../../../forms/fields.tsx'
import { RowsField } from '../../../forms/rows-field.tsx'
import { say } from '../../../language.ts'
import { type Amount, amountOf } from '../amount.ts'
import type { MemberNames } from '../data.ts'
import { t } from '../texts/index.ts'

/** A tie that there would be, as far as it is typed. */
export interface TieValues {
  readonly supplier?: string
  readonly customer?: string
  readonly value?: string
  readonly currency?: string
}

/** A tie as it is sent, still to be checked by the schema. */
interface SupposedTie extends Omit<TieValues, 'value' | 'currency'> {
  readonly value?: Amount
}

/** The ties that there would be: a value is an amount of money, or not known. */
export const supposedTies = (
  ties: readonly TieValues[],
): { readonly ties: readonly SupposedTie[]; readonly faults: readonly Fault[] } => {
  const read = ties.map(({ value: typed, currency = '', ...sides }, index) => {
    if (typed === undefined) return { tie: sides }
    const value = amountOf(typed, currency)
    if (value !== undefined) return { tie: { ...sides, value } }
    return { tie: sides, fault: { pointer: `/ties/${index}/value`, detail: t.ties.noAmount } }
  })
  return { ties: read.map(({ tie }) => tie), faults: read.flatMap(({ fault }) => fault ?? []) }
}

const MOST = 50

/** Ties between those who would be members. */
export const SupposedTies = ({
  members,
  joining,
  value,
  onChange,
}: {
  /** Who is a member now and would stay one. */
  readonly members: MemberNames
  /** Organisations that would join. */
  readonly joining: readonly string[]
  readonly value: readonly TieValues[]
  readonly onChange: (value: TieValues[]) => void
}) => {
  const found = useQueries({ queries: joining.map((id) => organisation(id)) })
  const joiners = joining.map((id, index) => {
    const names = found[index]?.data?.names
    return [id, names === undefined ? id : say(names)] as const
  })
  const sides = [...new Map([...members, ...joiners])]
  return (
    <RowsField<TieValues>
      name="ties"
      label={t.otherMembers.labels.ties}
      hint={t.otherMembers.tiesHint}
      add={t.otherMembers.addTie}
      drop={t.otherMembers.dropTie}
      most={MOST}
      empty={{}}
      value={value}
      onChange={onChange}
    >
      {(row, index, change) => {
        const part = boundRow('ties', index, row, change)
        const currency = part('currency', t.ties.labels['value/currency'])
        return (
          <>
            <SelectField {...part('supplier', t.ties.labels.supplier)} required options={sides} />
            <SelectField {...part('customer', t.ties.labels.customer)} required options={sides} />
            <TextField {...part('value', t.otherMembers.tieValue)} hint={t.otherMembers.tieValueHint} />
            <TextField
              {...currency}
              hint={t.ties.currencyHint}
              onChange={(text) => currency.onChange(text?.toUpperCase())}
            />
          </>
        )
      }}
    </RowsField>
  )
}
