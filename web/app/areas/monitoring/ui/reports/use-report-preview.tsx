import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { period as periodText } from '../../../../format.ts'
import { PreviewButton } from '../../../../forms/preview.tsx'
import type { Form } from '../../../../forms/use-form.ts'
import { usePreview } from '../../../../forms/use-preview.ts'
import { Choice } from '../../../../ui/choice.tsx'
import { reportPreviews } from '../../api.ts'
import type { ReportValues } from '../../reports/report-values.ts'
import { t } from '../../texts/reports/index.ts'

const LAST = ''

/** What a report would say as its form holds it, of its last period or of another one that is over.
 *  @returns with what asks for it, for the row of the form's buttons */
export const useReportPreview = (form: Form<ReportValues>) => {
  const { frequency } = form.values
  const [chosen, choose] = useState(LAST)
  const { data: periods = [] } = useQuery({
    queryKey: ['finished-periods', frequency],
    queryFn: async () =>
      (await import('../../reports/finished-periods.ts')).finishedPeriods(frequency, new Date()),
  })
  // One of another length was chosen for the rhythm of before.
  const period = periods.includes(chosen) ? chosen : LAST
  const preview = usePreview(form, {
    check: async () => (await import('../../checks.ts')).reportDefinition,
    ask: async (body) =>
      (await reportPreviews.previewReport({ body, query: period === LAST ? {} : { period } })).body,
    also: period,
  })
  const controls = (
    <>
      <Choice
        name={t.previewPeriod}
        value={period}
        options={[[LAST, t.lastPeriod], ...periods.map((one) => [one, periodText(one)] as const)]}
        onChange={choose}
      />
      <PreviewButton preview={preview} />
    </>
  )
  return { preview, controls }
}
