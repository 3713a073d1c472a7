import { Link } from '@tanstack/react-router'
import { geoArea, geoConicConformal, geoPath } from 'd3-geo'
import { useMemo } from 'react'
import { t as figureTexts } from '../../../figures/texts/index.ts'
import type { Boundaries } from '../data.ts'

const WIDTH = 560
const HEIGHT = 640
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
  boundaries,
  regions,
  title,
  description,
  diverging,
}: {
  readonly boundaries: Boundaries
  readonly regions: ReadonlyMap<string, MappedRegion>
  readonly title: string
  readonly description: string
  /** Shades run from one hue over none to another: for changes. */
  readonly diverging: boolean
}) => {
  const shapes = useMemo(() => shapesOf(boundaries), [boundaries])
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
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
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
            <path d={path} data-shade={region?.shade ?? 'none'} />
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

interface Shape {
  readonly code: string
  readonly path: string
  readonly centre: readonly [number, number]
}

/** Outlines in the picture. A conic projection with its parallels a sixth inside the country keeps shapes as they are
 *  known from maps of it, whatever country that is. */
const shapesOf = (given: Boundaries): readonly Shape[] => {
  const boundaries = { ...given, features: given.features.map(turned) }
  const [[west, south], [east, north]] = extentOf(boundaries)
  const sixth = (north - south) / 6
  const projection = geoConicConformal()
    .parallels([south + sixth, north - sixth])
    .rotate([-(west + east) / 2, 0])
    .fitExtent(
      [
        [4, 4],
        [WIDTH - 4, HEIGHT - 4],
      ],
      boundaries,
    )
  const path = geoPath(projection).digits(1)
  // Small regions last: they lie upon larger ones.
  return boundaries.features
    .map((feature) => ({
      code: feature.properties.code,
      path: path(feature) ?? '',
      centre: path.centroid(feature),
      area: path.area(feature),
    }))
    .sort((a, b) => b.area - a.area)
}

type Outline = Boundaries['features'][number]

/** GeoJSON (RFC 7946) goes around outlines the other way than the library does, which would take each for the rest of
 *  the world. */
const turned = (feature: Outline): Outline => {
  if (geoArea(feature) < 2 * Math.PI) return feature
  const { geometry } = feature
  return {
    ...feature,
    geometry:
      geometry.type === 'Polygon'
        ? { ...geometry, coordinates: geometry.coordinates.map((ring) => ring.toReversed()) }
        : {
            ...geometry,
            coordinates: geometry.coordinates.map((rings) => rings.map((ring) => ring.toReversed())),
          },
  }
}

const extentOf = ({ features }: Boundaries) => {
  const points = features.flatMap(({ geometry }) =>
    (geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates).flat(2),
  )
  const [longitudes, latitudes] = [points.map(([x = 0]) => x), points.map(([, y = 0]) => y)]
  const least = (values: readonly number[]) =>
    values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY)
  const greatest = (values: readonly number[]) =>
    values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY)
  return [
    [least(longitudes), least(latitudes)],
    [greatest(longitudes), greatest(latitudes)],
  ] as const
}
