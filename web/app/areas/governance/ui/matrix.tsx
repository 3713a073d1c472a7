import { Link } from '@tanstack/react-router'
import { useCodes } from '../../../ui/codes.ts'
import { type Held, type Mark, markOf } from '../powers/marks.ts'
import { POWERS, powerName } from '../powers/names.ts'
import { t } from '../texts/index.ts'
import { HolderLink } from './holder-link.tsx'

/** A holder with what it has. */
export interface MatrixRow {
  readonly holder: string
  readonly names?: Readonly<Record<string, string>>
  /** Of an authority: how deep it stands in the tree. */
  readonly depth?: number
  readonly territory?: readonly string[]
  /** The territory in words. */
  readonly where: string
  readonly powers: ReadonlyMap<string, readonly Held[]>
}

interface Shown {
  readonly rows: readonly MatrixRow[]
  /** The day that is looked at. */
  readonly on: string
}

const useMarks = (on: string) => {
  const { all } = useCodes('regions')
  const paths = new Map(all.map(({ code, path }) => [code, path]))
  return ({ powers, territory }: MatrixRow, power: string): Mark | undefined =>
    markOf(powers.get(power) ?? [], territory, on, (code) => paths.get(code) ?? [code])
}

/** Holders by powers, for wide windows. */
export const MatrixTable = ({ rows, on }: Shown) => {
  const markAt = useMarks(on)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section className="table matrix" aria-label={t.matrix.title} tabIndex={0}>
      <table>
        <caption className="unseen">{t.matrix.title}</caption>
        <thead>
          <tr>
            <th scope="col">{t.matrix.holder}</th>
            {POWERS.map((power) => (
              <th key={power} scope="col">
                <Link to="/grants" search={{ power }}>
                  {powerName(power)}
                </Link>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.holder}>
              <th scope="row" data-depth={row.depth}>
                <HolderLink holder={row.holder} names={row.names} />
                <span className="where">{row.where}</span>
              </th>
              {POWERS.map((power) => {
                const mark = markAt(row, power)
                return (
                  <td key={power}>
                    {mark && (
                      <>
                        <span className="mark-of" data-mark={mark} aria-hidden="true" />
                        <span className="unseen">{t.matrix.marks[mark]}</span>
                      </>
                    )}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** The same for narrow windows: one holder below the other. */
export const MatrixCards = ({ rows, on }: Shown) => {
  const markAt = useMarks(on)
  return (
    <ul className="cards">
      {rows.map((row) => (
        <li key={row.holder}>
          <h2>
            <HolderLink holder={row.holder} names={row.names} />
          </h2>
          <p>{row.where}</p>
          {row.powers.size === 0 ? (
            <p>{t.matrix.nothing}</p>
          ) : (
            <ul className="held">
              {POWERS.map((power) => [power, markAt(row, power)] as const).map(
                ([power, mark]) =>
                  mark && (
                    <li key={power}>
                      <span className="mark-of" data-mark={mark} aria-hidden="true" />
                      <Link to="/grants" search={{ power }}>
                        {powerName(power)}
                      </Link>
                      <span className="unseen">: {t.matrix.marks[mark]}</span>
                    </li>
                  ),
              )}
            </ul>
          )}
        </li>
      ))}
    </ul>
  )
}
