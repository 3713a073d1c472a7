import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openBrowser } from '../support/browser.ts'
import { startSampledCloud } from '../support/sampled-cloud.ts'
import { atMost, type Group, type Line, type Report } from './group.ts'
import { spreadOf } from './measure.ts'
import { type FirstVisit, firstVisit } from './p9/first-visit.ts'
import { CLUSTERS, type LargeRegister, largeRegister } from './p9/large-register.ts'

const ROUNDS = 15
const MOST = { kilobytes: 200, lcp: 1500, shift: 0.1, filtered: 100, frame: 50 } as const

/** P9: the first visit of the overview, and a large register. */
export const p9Portal: Group = {
  id: 'p9',
  question: 'the portal: first visit of the overview at 4 × CPU slowdown, and a register of 5,000 clusters',
  run: async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'agglomera-p9-'))
    const cloud = await startSampledCloud({ dataDir })
    const browser = await openBrowser()
    try {
      // The first one wakes the functions, which are not what is measured.
      await firstVisit(browser, `${cloud.url}/`)
      const visits: FirstVisit[] = []
      for (let round = 0; round < ROUNDS; round++) visits.push(await firstVisit(browser, `${cloud.url}/`))
      return reportOf(visits, await largeRegister(browser, cloud.url))
    } finally {
      await browser.close()
      await cloud.stop()
      await rm(dataDir, { recursive: true, force: true })
    }
  },
}

const line = (figure: string, value: string, target: string, verdict: Line['verdict']): Line => ({
  figure,
  value,
  comparedWith: '',
  ratio: '',
  target,
  verdict,
})

const reportOf = (visits: readonly FirstVisit[], register: LargeRegister): Report => {
  const kilobytes = Math.max(...visits.map(({ bytes }) => bytes)) / 1000
  const lcp = spreadOf(visits.map((visit) => visit.lcp))
  const shift = Math.max(...visits.map((visit) => visit.shift))
  const whole = spreadOf(visits.map((visit) => visit.whole))
  const work = spreadOf(visits.map((visit) => visit.work))
  const filtered = Math.max(...register.filtered)
  const slowest = Math.max(...register.frames)
  return {
    lines: [
      line('script and style', `${kilobytes.toFixed(0)} KB`, '≤ 200 KB', atMost(kilobytes, MOST.kilobytes)),
      line(
        'largest contentful paint',
        `${lcp.min.toFixed(0)} / ${lcp.median.toFixed(0)} ms`,
        '≤ 1,500 ms',
        atMost(lcp.median, MOST.lcp),
      ),
      line('map and table with figures', `${whole.min.toFixed(0)} / ${whole.median.toFixed(0)} ms`, '', ''),
      line('work of the page until then', `${work.min.toFixed(0)} / ${work.median.toFixed(0)} ms`, '', ''),
      line('layout shift', shift.toFixed(3), '≤ 0.1', atMost(shift, MOST.shift)),
      line(
        `a name in ${CLUSTERS} clusters`,
        `${filtered.toFixed(0)} ms`,
        '≤ 100 ms',
        atMost(filtered, MOST.filtered),
      ),
      line('slowest frame', `${slowest.toFixed(0)} ms`, '≤ 50 ms', atMost(slowest, MOST.frame)),
    ],
    notes: [
      `${ROUNDS} visits, each with an empty cache; minimum / median of the paint, the worst of all else`,
      'brotli at its highest level, as files are kept compressed; code of the map included, that of charts not on this page',
      'the platform runs on the same machine and is not slowed down; no network is simulated',
      `the register is answered by the test, ${register.rows} rows of it stand in the table when it is scrolled`,
    ],
    raw: { visits, register },
  }
}
