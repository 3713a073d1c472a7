import { useMutation } from '@tanstack/react-query'
import { csvOf, save } from '../../../figures/download.ts'
import { pngOf, svgOf } from '../../../figures/picture.ts'
import { say } from '../../../language.ts'
import type { MonitoringTypes } from '../../../types.ts'
import { t } from '../texts/index.ts'

/** Figures as files: the table as text and as workbook, the chart as a drawing and in pixels. */
export const Downloads = ({
  indicator,
  answer,
  dimension,
  nameOf,
  drawn,
}: {
  readonly indicator: MonitoringTypes['indicator']
  readonly answer: MonitoringTypes['answer']
  readonly dimension: string
  readonly nameOf: (code: string) => string
  /** The chart, once it is there. */
  readonly drawn: () => SVGSVGElement | undefined
}) => {
  const table = `${indicator.code}-${dimension}`
  const saving = useMutation({ mutationFn: (make: () => Promise<void> | void) => Promise.resolve(make()) })
  const picture = (form: string, make: (chart: SVGSVGElement) => Promise<Blob> | Blob) => async () => {
    const chart = drawn()
    if (chart) save(await make(chart), `${indicator.code}.${form}`)
  }
  const ways: readonly (readonly [text: string, make: () => Promise<void> | void])[] = [
    [t.figures.csv, () => save(csvOf(answer, nameOf), `${table}.csv`)],
    [
      t.figures.xlsx,
      async () => {
        // The library of workbooks comes with the first one that is wanted.
        const { workbookOf } = await import('../../../figures/workbook.ts')
        save(await workbookOf(answer, indicator, { name: say(indicator.name), nameOf }), `${table}.xlsx`)
      },
    ],
    [t.figures.svg, picture('svg', (chart) => new Blob([svgOf(chart)], { type: 'image/svg+xml' }))],
    [t.figures.png, picture('png', pngOf)],
  ]
  return (
    <section aria-labelledby="download">
      <h2 id="download">{t.figures.download}</h2>
      {saving.error && (
        <p className="notice" role="alert">
          {t.figures.failed}
        </p>
      )}
      <p className="ways">
        {ways.map(([text, make]) => (
          <button key={text} type="button" disabled={saving.isPending} onClick={() => saving.mutate(make)}>
            {text}
          </button>
        ))}
      </p>
    </section>
  )
}
