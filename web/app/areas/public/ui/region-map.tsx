import { Link } from '@tanstack/react-router'
import { t as figureTexts } from '../../../figures/texts/index.ts'
import { MAP_SIZE, type RegionShapes } from '../region-shapes.ts'

/** Widths of circles grow with the root of the count, so that their areas compare. */
const RADIUS = { least: 9, most: 26 }

export interface MappedRegion {
  readonly name: string
  /** What is said of the region, for whoever cannot see its shade. */
  readonly text: string
  /** 0 to `SHADES − 1`; none: without figure. */
  readonly shade: number | undefined
  readonly clusters: number
}

/** The regions, shaded, with a circle for the clusters at their seats; each is a link to its page. */
export const RegionMap = ({
  shapes,
  regions,
  title,
  description,
  diverging,
}: {
  readonly shapes: RegionShapes
  readonly regions: ReadonlyMap<string, MappedRegion>
  readonly title: string
  readonly description: string
  /** Shades run from one hue over none to another: for changes. */
  readonly diverging: boolean
}) => {
  const most = Math.max(1, ...[...regions.values()].map(({ clusters }) => clusters))
  const circles = apart(
    shapes.flatMap(({ code, centre: [x, y] }) => {
      const count = regions.get(code)?.clusters ?? 0
      const radius = RADIUS.least + (RADIUS.most - RADIUS.least) * Math.sqrt(count / most)
      return count === 0 ? [] : [{ code, count, x, y, radius }]
    }),
  )
  return (
    // biome-ignore lint/a11y/useSemanticElements: a picture with links in it is no fieldset
    <svg
      className={diverging ? 'map diverging' : 'map'}
      viewBox={`0 0 ${MAP_SIZE.width} ${MAP_SIZE.height}`}
      role="group"
      aria-label={title}
    >
      <desc>{description}</desc>
      {shapes.map(({ code, path }) => {
        const region = regions.get(code)
        return (
          <Link
            key={code}
            to="/regions/$code"
            params={{ code }}
            className="area"
            aria-label={`${region?.name ?? code}: ${region?.text ?? figureTexts.missingValue}`}
          >
            <title>{`${region?.name ?? code}: ${region?.text ?? figureTexts.missingValue}`}</title>
            <path d={path} transform="scale(0.1)" data-shade={region?.shade ?? 'none'} />
          </Link>
        )
      })}
      {/* biome-ignore lint/a11y/noAriaHiddenOnFocusable: a group of a picture takes no focus */}
      <g aria-hidden="true" className="circles">
        {circles.map(({ code, count, x, y, radius }) => (
          <g key={code} transform={`translate(${x} ${y})`}>
            <circle r={radius} />
            <text dy="0.35em">{count}</text>
          </g>
        ))}
      </g>
    </svg>
  )
}

interface Circle {
  readonly code: string
  readonly count: number
  readonly x: number
  readonly y: number
  readonly radius: number
}

/** Circles that lay upon each other, such as those of a city and the region around it, moved apart until they touch. */
const apart = (circles: readonly Circle[]): readonly Circle[] => {
  const placed: Circle[] = []
  for (const circle of circles) {
    let { x, y } = circle
    for (const other of placed) {
      const [dx, dy] = [x - other.x, y - other.y]
      const distance = Math.hypot(dx, dy)
      const short = circle.radius + other.radius - distance
      if (short <= 0) continue
      // Two in one place have no direction: one goes to the side.
      x += distance === 0 ? short : (dx / distance) * short
      y += distance === 0 ? 0 : (dy / distance) * short
    }
    placed.push({ ...circle, x, y })
  }
  return placed
}
