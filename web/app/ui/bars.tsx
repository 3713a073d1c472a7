import { whole } from '../format.ts'

/** Counts as a table with a bar beside each number. */
export const Bars = ({
  caption,
  heads,
  counts,
}: {
  readonly caption: string
  readonly heads: readonly [string, string]
  readonly counts: readonly (readonly [name: string, count: number])[]
}) => {
  const most = Math.max(1, ...counts.map(([, count]) => count))
  return (
    <table className="bars">
      <caption>{caption}</caption>
      <thead className="unseen">
        <tr>
          <th scope="col">{heads[0]}</th>
          <th scope="col">{heads[1]}</th>
        </tr>
      </thead>
      <tbody>
        {counts.map(([name, count]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>
              <span className="bar" aria-hidden="true">
                <span style={{ inlineSize: `${(count / most) * 100}%` }} />
              </span>
              {whole(count)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
