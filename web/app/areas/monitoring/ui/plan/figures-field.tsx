import { useState } from 'react'
import { CodesField } from '../../../../forms/code-fields.tsx'
import type { ValueProps } from '../../../../forms/fields.tsx'
import { Choice } from '../../../../ui/choice.tsx'
import { useCodes } from '../../../../ui/codes.ts'
import { figureOf, TOTAL } from '../../plan/figures.ts'
import { t } from '../../texts/plan/index.ts'
import { isReported, useIndicators } from '../indicators.ts'

/** What a figure is called, with its breakdown. */
export const useFigureName = (): ((name: string) => string) => {
  const { nameOf } = useIndicators()
  const { nameOf: industry } = useCodes('industries')
  return (name) => {
    const { indicator, breakdown } = figureOf(name)
    return breakdown === TOTAL ? nameOf(indicator) : `${nameOf(indicator)}, ${industry(breakdown)}`
  }
}

/** Several reported figures: totals, or parts by industry. */
export const FiguresField = ({
  value,
  onChange,
  most,
  ...field
}: Omit<ValueProps<readonly string[]>, 'onChange'> & {
  readonly most: number
  readonly onChange: (names: readonly string[]) => void
}) => {
  const [breakdown, setBreakdown] = useState(TOTAL)
  const { toChoose } = useIndicators()
  const industries = useCodes('industries')
  const called = useFigureName()
  const codes = new Set([
    ...toChoose(isReported).map(({ code }) => (breakdown === TOTAL ? code : `${code}#${breakdown}`)),
    ...value,
  ])
  return (
    <>
      <CodesField
        {...field}
        required
        most={most}
        codes={[...codes].map((code) => ({
          code,
          names: { en: called(code), ru: called(code) },
          parent: null,
        }))}
        value={value}
        onChange={onChange}
      />
      <Choice
        name={t.breakdown}
        value={breakdown}
        options={[[TOTAL, t.total], ...industries.options]}
        onChange={setBreakdown}
      />
    </>
  )
}
