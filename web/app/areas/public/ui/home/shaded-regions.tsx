import { useQuery } from '@tanstack/react-query'
import { changeText, figureText, growthOf, valueText } from '../../../../figures/measure.ts'
import { limitsOf, SHADES, shadeOf } from '../../../../figures/shades.ts'
import { period as periodText, signedPercent } from '../../../../format.ts'
import { say } from '../../../../language.ts'
import type { MonitoringTypes } from '../../../../types.ts'
import { TroubleHere } from '../../../../ui/trouble.tsx'
import { regionShapes } from '../../data.ts'
import { t } from '../../texts/index.ts'
import { type MappedRegion, RegionMap } from '../region-map.tsx'
import { figureOf, type Line } from './lines.ts'

/** The map of regions, shaded by a figure of a year or by its change, with its legend and a summary in words. */
export const ShadedRegions = ({
  indicator,
  year,
  lines,
  by,
}: {
  readonly indicator: MonitoringTypes['indicator']
  readonly year: string
  readonly lines: readonly Line[]
  readonly by: 'value' | 'change'
}) => {
  const shapes = useQuery(regionShapes())
  const shadedBy = ({ row }: Line): number | null => (by === 'change' ? growthOf(row) : figureOf(row))
  const known = lines.flatMap((line) => {
    const figure = shadedBy(line)
    return figure === null ? [] : [{ line, figure }]
  })
  const limits = limitsOf(
    known.map(({ figure }) => figure),
    by === 'change',
  )
  const regions = new Map<string, MappedRegion>(
    lines.map((line) => {
      const figure = shadedBy(line)
      return [
        line.code,
        {
          name: line.name,
          text: `${figureText(line.row, indicator)}; ${changeText(line.row, indicator)}; ${t.home.clustersHere(line.clusters)}`,
          shade: figure === null ? undefined : shadeOf(figure, limits),
          clusters: line.clusters,
        },
      ]
    }),
  )
  const inOrder = [...known].sort((a, b) => a.figure - b.figure)
  const summary = t.home.summary(
    say(indicator.name),
    periodText(year),
    inOrder.at(-1)?.line.name ?? '–',
    inOrder[0]?.line.name ?? '–',
  )
  if (shapes.error) return <TroubleHere error={shapes.error} again={() => void shapes.refetch()} />
  const text = (limit: number) =>
    by === 'change' ? signedPercent(limit) : valueText(String(limit), { ...indicator, decimals: 0 })
  return (
    <figure className="mapped">
      {shapes.data ? (
        <RegionMap
          shapes={shapes.data}
          regions={regions}
          title={`${say(indicator.name)}, ${periodText(year)}`}
          description={summary}
          diverging={by === 'change'}
        />
      ) : (
        <div className="map" aria-hidden="true" />
      )}
      <figcaption>
        <p>{summary}</p>
        <ol className={by === 'change' ? 'legend diverging' : 'legend'} aria-label={t.home.legend}>
          {Array.from({ length: limits.length === 0 ? 0 : SHADES }, (_, shade) => {
            const [first, last] = [limits[0] ?? 0, limits.at(-1) ?? 0]
            const from = limits[shade - 1] ?? Math.min(first, inOrder[0]?.figure ?? first)
            const to = limits[shade] ?? Math.max(last, inOrder.at(-1)?.figure ?? last)
            return (
              <li key={shade}>
                <span data-shade={shade} aria-hidden="true" />
                {t.home.legendFrom(text(from), text(to))}
              </li>
            )
          })}
        </ol>
      </figcaption>
    </figure>
  )
}
