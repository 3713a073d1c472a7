import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import * as z from 'zod'
import { atMost, type Group, type Line } from './group.ts'
import { type Figures, measure } from './measure.ts'
import { CONTESTANTS, contestant } from './p6/contestants.ts'
import { report } from './p6/report.ts'

/** Clusters in the register for ten pages or so, and for the report of a whole nation. */
const TEN_PAGES = 12
const NATION = 500

const MOST_MEGABYTES = 512

const Once = z.object({
  milliseconds: z.number(),
  megabytes: z.number(),
  pages: z.int(),
  bytes: z.int(),
})
type Once = z.output<typeof Once>

/** One report in a process of its own: the first one of a function that was just started. */
const once = (name: string, clusters: number): Once =>
  Once.parse(
    JSON.parse(
      execFileSync(
        process.execPath,
        [
          '--disable-warning=ExperimentalWarning',
          join(import.meta.dirname, 'p6/once.ts'),
          name,
          String(clusters),
        ],
        { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
      ),
    ),
  )

const milliseconds = ({ wall, cpu }: Figures): string =>
  [wall.min, wall.median, cpu.min, cpu.median].map((one) => (one / 1000).toFixed(0)).join(' / ')

/** Repeated, since a process that is disturbed once is slow once: the middle one counts. */
const middle = (name: string, clusters: number): Once => {
  const all = [1, 2, 3].map(() => once(name, clusters)).sort((a, b) => a.milliseconds - b.milliseconds)
  const [, median] = all
  if (median === undefined) throw new Error(`${name} made nothing`)
  return { ...median, megabytes: Math.max(...all.map(({ megabytes }) => megabytes)) }
}

export const p6Report: Group = {
  id: 'p6',
  question: 'a monitoring report of ten pages with charts in Russian as PDF',
  run: async () => {
    const names = Object.keys(CONTESTANTS)
    let turn = 0
    const contestants = await Promise.all(
      names.map(async (name) => {
        const make = await contestant(name)
        return {
          name,
          operation: () => {
            turn += 1
            return make(report(TEN_PAGES, turn))
          },
        }
      }),
    )
    const figures = await measure(contestants, { operations: 1, warmUp: 2 })
    const [own, ...others] = figures
    const fastest = others.toSorted((a, b) => a.wall.median - b.wall.median)[0]
    if (own === undefined || fastest === undefined) throw new Error('nobody was measured')
    const ratio = own.wall.median / fastest.wall.median
    const lines: Line[] = [
      {
        figure: 'ten pages, warm',
        value: `${milliseconds(own)} ms`,
        comparedWith: others.map((other) => `${other.name}: ${milliseconds(other)} ms`).join('; '),
        ratio: ratio.toFixed(2),
        target: '≤ 1.0',
        verdict: atMost(ratio, 1),
      },
    ]
    const first = new Map(names.map((name) => [name, middle(name, TEN_PAGES)]))
    const nation = new Map(['agglomera', 'pdfmake'].map((name) => [name, middle(name, NATION)]))
    for (const [figure, found, limit] of [
      ['ten pages, first one of a process', first, undefined],
      [`the nation with ${NATION} clusters, first one of a process`, nation, MOST_MEGABYTES],
    ] as const) {
      const [mine, ...theirs] = [...found].map(([name, one]) => ({ name, ...one }))
      if (mine === undefined) continue
      const said = (one: Once) =>
        `${one.milliseconds.toFixed(0)} ms, ${one.megabytes.toFixed(0)} MB, ${one.pages} pages, ${(one.bytes / 1024).toFixed(0)} KB`
      const best = Math.min(...theirs.map((one) => one.milliseconds))
      lines.push({
        figure,
        value: said(mine),
        comparedWith: theirs.map((one) => `${one.name}: ${said(one)}`).join('; '),
        ratio: (mine.milliseconds / best).toFixed(2),
        target: limit === undefined ? '' : `< ${limit} MB`,
        verdict: limit === undefined ? '' : mine.megabytes < limit ? 'pass' : 'miss',
      })
    }
    return {
      lines,
      notes: [
        'Warm: wall minimum / median / CPU minimum / median of 15 interleaved rounds, each another report. From the typed report to the bytes, charts drawn included.',
        'First one: median of 3 processes; loading the library and the fonts included, starting Node not; the memory is the most that the process held (maximum of 3).',
        'pdfmake and react-pdf omit: tags (headings, tables, descriptions of charts). react-pdf omits besides: the table of contents, since it knows no page numbers before; headers repeated on the next page. It takes no SVG as text: the charts are taken apart for it, which is measured with it.',
      ],
      raw: { figures, first: Object.fromEntries(first), nation: Object.fromEntries(nation) },
    }
  },
}
