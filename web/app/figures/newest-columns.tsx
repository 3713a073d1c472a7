import { Link } from '@tanstack/react-router'
import { period as periodText } from '../format.ts'
import { say } from '../language.ts'
import type { Column } from '../ui/table.tsx'
import { changeText, figureText } from './measure.ts'
import { t } from './texts/index.ts'
import type { UnitFigures } from './unit-figures.ts'

/** What a table says of the newest figures of a cluster or region. */
export const newestColumns = <F extends UnitFigures>(
  universe: 'cluster' | 'region',
): readonly Column<F>[] => [
  {
    key: 'indicator',
    name: t.indicator,
    cell: ({ indicator }) => (
      <Link to="/figures" search={{ indicator: indicator.code, universe, dimension: 'region' }}>
        {`${say(indicator.name)}, ${say(indicator.unit)}`}
      </Link>
    ),
  },
  { key: 'period', name: t.period, cell: ({ newest }) => periodText(newest.period) },
  {
    key: 'value',
    name: t.value,
    numeric: true,
    cell: ({ newest, indicator }) => figureText(newest, indicator),
  },
  {
    key: 'change',
    name: t.change,
    numeric: true,
    cell: ({ newest, indicator }) => changeText(newest, indicator),
  },
]
