import { readFileSync } from 'node:fs'
import { geoArea, geoConicConformal, geoPath } from 'd3-geo'
import * as z from 'zod'
import { MAP_SIZE, type RegionShapes } from '../app/areas/public/region-shapes.ts'

const Ring = z.array(z.tuple([z.number(), z.number()]).rest(z.number()))
const Outlines = z.object({
  type: z.literal('FeatureCollection'),
  features: z.array(
    z.object({
      type: z.literal('Feature'),
      properties: z.object({ code: z.string() }),
      geometry: z.discriminatedUnion('type', [
        z.object({ type: z.literal('Polygon'), coordinates: z.array(Ring) }),
        z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(Ring)) }),
      ]),
    }),
  ),
})
type Outlines = z.output<typeof Outlines>
type Outline = Outlines['features'][number]

/** Draws the outlines of regions (GeoJSON, RFC 7946) once, so that no visitor's browser has to: a conic projection with
 *  its parallels a sixth inside the country keeps shapes as they are known from maps of it, whatever country that is.
 *  @throws Error with the place of what cannot be drawn */
export const regionShapes = (file: string): RegionShapes => {
  const given = Outlines.safeParse(JSON.parse(readFileSync(file, 'utf8')))
  if (!given.success)
    throw new Error(`${file} holds no outlines of regions: ${z.prettifyError(given.error)}`, {
      cause: given.error,
    })
  const outlines = { ...given.data, features: given.data.features.map(turned) }
  const [[west, south], [east, north]] = extentOf(outlines)
  const sixth = (north - south) / 6
  const projection = geoConicConformal()
    .parallels([south + sixth, north - sixth])
    .rotate([-(west + east) / 2, 0])
    .fitExtent(
      [
        [4, 4],
        [MAP_SIZE.width - 4, MAP_SIZE.height - 4],
      ],
      outlines,
    )
  const path = geoPath(projection).digits(1)
  // Small regions last: they lie upon larger ones.
  return outlines.features
    .map((feature) => ({ feature, area: path.area(feature) }))
    .sort((a, b) => b.area - a.area)
    .map(({ feature }) => {
      const [x, y] = path.centroid(feature)
      return {
        code: feature.properties.code,
        path: relative(path(feature) ?? ''),
        centre: [Math.round(x), Math.round(y)],
      }
    })
}

/** The same path in whole tenths and in steps from each point to the next: half as long. Points that fall together are
 *  one. */
const relative = (path: string): string =>
  path
    .split('Z')
    .filter(Boolean)
    .map((ring) => {
      const [first = [0, 0], ...rest] = ring.slice(1).split('L').map(inTenths)
      let [x, y] = first
      const steps = rest.flatMap(([toX, toY]) => {
        const [right, down] = [toX - x, toY - y]
        ;[x, y] = [toX, toY]
        return right === 0 && down === 0 ? [] : [`${right} ${down}`]
      })
      return `M${first.join(' ')}l${steps.join(' ')}z`
    })
    .join('')

const inTenths = (point: string): readonly [number, number] => {
  const [x = 0, y = 0] = point.split(',').map((at) => Math.round(Number(at) * 10))
  return [x, y]
}

/** GeoJSON goes around outlines the other way than the library does, which would take each for the rest of the world. */
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

const extentOf = ({ features }: Outlines) => {
  const points = features.flatMap(({ geometry }) =>
    (geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates).flat(2),
  )
  const [longitudes, latitudes] = [points.map(([x]) => x), points.map(([, y]) => y)]
  const least = (values: readonly number[]) =>
    values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY)
  const greatest = (values: readonly number[]) =>
    values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY)
  return [
    [least(longitudes), least(latitudes)],
    [greatest(longitudes), greatest(latitudes)],
  ] as const
}
