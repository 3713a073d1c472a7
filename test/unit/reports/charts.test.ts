import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { barChart } from '#reports/charts/bar-chart'
import { lineChart } from '#reports/charts/line-chart'
import { placeOn, scaleOf } from '#reports/charts/scale'
import { stackedChart } from '#reports/charts/stacked-chart'
import { wrapped } from '#reports/charts/svg'
import { escaped } from '#reports/markup'

const basics = { id: 'chart', title: 'Employment & wages', description: 'Three <values>' }
const format = (value: number) => String(value)

/** Whether every element is closed in order, and no number is missing. */
const isWhole = (svg: string): boolean => {
  const open: string[] = []
  for (const [, closing, name, own] of svg.matchAll(/<(\/?)([a-z]+)(?:\s[^<>]*?)?(\/?)>/g)) {
    if (closing === '/' && open.pop() !== name) return false
    if (closing === '' && own === '' && name !== undefined) open.push(name)
  }
  return open.length === 0 && !/NaN|Infinity|undefined|null/.test(svg)
}

const lines = (values: readonly (number | null)[], goals: readonly (number | null)[] = []) =>
  lineChart({
    ...basics,
    points: values.map((value, index) => ({ label: `Q${index}`, value, goal: goals[index] ?? null })),
    names: { value: 'Value', goal: 'Goal' },
    format,
  })

const bars = (rows: readonly { label?: string; value: number | null; own?: boolean }[]) =>
  barChart({
    ...basics,
    rows: rows.map(({ label = 'Place', value, own = false }) => ({
      label,
      value,
      own,
      text: value === null ? 'withheld' : format(value),
    })),
    format,
  })

const value = fc.option(fc.double({ noNaN: true, min: -1e12, max: 1e12 }), { nil: null })

describe('a chart', () => {
  it('is named and described for who cannot see it', () => {
    const svg = lines([1, 2, 3])
    expect(svg).toMatch(/^<svg [^>]*role="img" aria-labelledby="chart-title chart-description"/)
    expect(svg).toContain('<title id="chart-title">Employment &amp; wages</title>')
    expect(svg).toContain('<desc id="chart-description">Three &lt;values&gt;</desc>')
  })

  it('has no style of its own, so that no policy has to allow one', () => {
    for (const svg of [lines([1], [2]), bars([{ value: 1, own: true }])])
      expect(svg).not.toMatch(/\sstyle=|<style|<script/)
  })

  it('breaks the line where a value is missing, and never draws it to zero', () => {
    const [, path] = /<path d="([^"]+)" fill="none" stroke="#16405f"/.exec(lines([5, 6, null, 7, 8])) ?? []
    expect(path?.match(/M/g)).toHaveLength(2)
    expect(path?.match(/[ML]/g)).toHaveLength(4)
    expect(lines([5, null, 7]).match(/<circle/g)).toHaveLength(2)
  })

  it.each([[[]], [[null]], [[0]], [[7]], [[7, 7, 7]], [[-3, -1]], [[null, null]]])('bears %j', (values) => {
    expect(isWhole(lines(values))).toBe(true)
    expect(isWhole(bars(values.map((one) => ({ value: one }))))).toBe(true)
  })

  it('stays whole whatever the values are', () => {
    fc.assert(
      fc.property(fc.array(value, { maxLength: 60 }), fc.array(value, { maxLength: 60 }), (values, goals) => {
        expect(isWhole(lines(values, goals))).toBe(true)
        expect(isWhole(bars(values.map((one) => ({ value: one }))))).toBe(true)
      }),
    )
  })

  it('stays whole whatever its texts are', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (label) => {
        expect(isWhole(bars([{ label, value: 3 }]).replaceAll(/>[^<]*</g, '><'))).toBe(true)
      }),
    )
  })

  it('draws negative bars to the left of zero and positive ones to the right', () => {
    const svg = bars([{ value: -5 }, { value: 10 }])
    const rects = [...svg.matchAll(/<rect x="([\d.]+)"[^>]* width="([\d.]+)"/g)].map(([, x, width]) => ({
      from: Number(x),
      to: Number(x) + Number(width),
    }))
    expect(rects[0]?.to).toBeCloseTo(rects[1]?.from ?? 0, 1)
  })

  it('tells the report’s own bar by more than its colour', () => {
    const svg = bars([
      { label: 'Bavaria', value: 3, own: true },
      { label: 'Hesse', value: 2 },
    ])
    expect(svg).toContain('>▸ Bavaria</text>')
    expect(svg.match(/▸/g)).toHaveLength(1)
  })

  it('fills a bar as far as the part reaches, and not at all where there is no whole', () => {
    const svg = stackedChart({
      ...basics,
      rows: [
        { label: 'Half', share: 0.5, text: '50%' },
        { label: 'None', share: 0, text: '0%' },
        { label: 'Nobody expected', share: null, text: '—' },
      ],
      names: { part: 'Reported', rest: 'Outstanding' },
    })
    const rects = [...svg.matchAll(/<rect [^>]* width="([\d.]+)"[^>]* fill="([^"]+)"/g)].slice(2)
    expect(rects).toHaveLength(3)
    expect(Number(rects[1]?.[1]) / Number(rects[0]?.[1])).toBeCloseTo(0.5, 2)
    expect(isWhole(svg)).toBe(true)
  })
})

describe('a scale', () => {
  it('is round and holds all values', () => {
    expect(scaleOf([3, 97], { zero: true }).ticks).toEqual([0, 50, 100])
    expect(scaleOf([0.1, 0.3], { zero: false }).ticks).toEqual([0.1, 0.15, 0.2, 0.25, 0.3])
    expect(scaleOf([-5, 10], { zero: true })).toMatchObject({ from: -5, to: 10 })
    fc.assert(
      fc.property(
        fc.array(fc.double({ noNaN: true, min: -1e9, max: 1e9 }), { minLength: 1 }),
        fc.boolean(),
        (values, zero) => {
          const { from, to, ticks } = scaleOf(values, { zero })
          const room = (to - from) * 1e-6
          expect(from).toBeLessThanOrEqual(Math.min(...values) + room)
          expect(to).toBeGreaterThanOrEqual(Math.max(...values) - room)
          expect(ticks.length).toBeLessThan(12)
          expect(ticks).toEqual(ticks.toSorted((a, b) => a - b))
        },
      ),
    )
  })

  it('places its ends at the ends', () => {
    const at = placeOn({ from: 10, to: 20, ticks: [10, 20] }, 100, 0)
    expect([at(10), at(15), at(20)]).toEqual([100, 50, 0])
  })
})

describe('a long text', () => {
  it('is cut at words, and ends with an ellipsis where it does not fit', () => {
    expect(wrapped('Ханты-Мансийский автономный округ — Югра', 200, 1)).toEqual([
      'Ханты-Мансийский автономный…',
    ])
    expect(wrapped('Объём экспорта', 200, 1)).toEqual(['Объём экспорта'])
    expect(wrapped('', 200, 1)).toEqual([])
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), fc.integer({ min: 7, max: 400 }), (text, width) => {
        const cut = wrapped(text, width, 2)
        expect(cut.length).toBeLessThanOrEqual(2)
        for (const line of cut)
          expect([...line].length).toBeLessThanOrEqual(Math.max(1, Math.floor(width / 7)))
      }),
    )
  })

  it('is markup nowhere', () => {
    expect(escaped('<b a="1">&\u0000\uD800')).toBe('&lt;b a=&quot;1&quot;&gt;&amp;\uFFFD')
  })
})
