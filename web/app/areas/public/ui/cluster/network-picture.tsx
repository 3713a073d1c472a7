const SIZE = 480
const MARGIN = 26
const RADIUS = { least: 11, most: 20 }

interface Node {
  readonly id: string
  /** With how many others it is tied. */
  readonly degree: number
}

interface Arrow {
  readonly id: string
  readonly supplier: string
  readonly customer: string
}

/** Members on a circle, numbered in their order, and an arrow from who gives to who receives. */
export const NetworkPicture = ({
  title,
  nodes,
  ties,
}: {
  readonly title: string
  readonly nodes: readonly Node[]
  readonly ties: readonly Arrow[]
}) => {
  const places = placesOf(nodes)
  return (
    <svg className="network" viewBox={`0 0 ${SIZE} ${SIZE}`} role="img" aria-label={title}>
      <defs>
        <marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
          <path d="M0 0 8 4 0 8Z" />
        </marker>
      </defs>
      {ties.map(({ id, supplier, customer }) => {
        const [from, to] = [places.get(supplier), places.get(customer)]
        return from && to && <path key={id} className="tie" d={arrow(from, to)} markerEnd="url(#tip)" />
      })}
      {nodes.map(({ id }, index) => {
        const place = places.get(id)
        return (
          place && (
            <g key={id} transform={`translate(${place.x} ${place.y})`}>
              <circle r={place.radius} />
              <text dy="0.35em">{index + 1}</text>
            </g>
          )
        )
      })}
    </svg>
  )
}

interface Place {
  readonly x: number
  readonly y: number
  readonly radius: number
}

/** Around the circle from the top; the better connected, the larger. */
const placesOf = (nodes: readonly Node[]): ReadonlyMap<string, Place> => {
  const most = Math.max(1, ...nodes.map(({ degree }) => degree))
  const distance = SIZE / 2 - MARGIN
  return new Map(
    nodes.map(({ id, degree }, index) => {
      const angle = (index / nodes.length) * 2 * Math.PI - Math.PI / 2
      return [
        id,
        {
          x: Math.round(SIZE / 2 + distance * Math.cos(angle)),
          y: Math.round(SIZE / 2 + distance * Math.sin(angle)),
          radius: RADIUS.least + (RADIUS.most - RADIUS.least) * (degree / most),
        },
      ]
    }),
  )
}

/** From the rim of one circle to that of the other, bent towards the middle so that both directions can be told. */
const arrow = (from: Place, to: Place): string => {
  const middle = { x: (from.x + to.x + SIZE / 2) / 3, y: (from.y + to.y + SIZE / 2) / 3 }
  const [start, end] = [rim(from, middle), rim(to, middle)]
  return `M${start.x} ${start.y}Q${Math.round(middle.x)} ${Math.round(middle.y)} ${end.x} ${end.y}`
}

const rim = ({ x, y, radius }: Place, towards: { readonly x: number; readonly y: number }) => {
  const length = Math.hypot(towards.x - x, towards.y - y) || 1
  return {
    x: Math.round(x + ((towards.x - x) / length) * radius),
    y: Math.round(y + ((towards.y - y) / length) * radius),
  }
}
