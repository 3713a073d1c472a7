import { describe, expect, it } from 'vitest'
import {
  decided,
  type Edits,
  type EntryFigure,
  isContested,
  obstacleIn,
  toSend,
  typed,
  unsettled,
} from '../../../../web/app/areas/monitoring/entry/edits.ts'

const figure = (more: Partial<EntryFigure> = {}): EntryFigure => ({
  indicator: 'revenue',
  breakdown: '_T',
  decimals: 1,
  value: null,
  obsStatus: null,
  ...more,
})
const revenue = figure()
const NOTHING = { refused: {}, typing: undefined }
const sent = (
  edits: Edits,
  figures: readonly EntryFigure[],
  more: Partial<Parameters<typeof toSend>[3]> = {},
) => toSend(edits, figures, 'en', { ...NOTHING, ...more }).map(({ content }) => content)

describe('what was typed and is not on the platform yet', () => {
  it('is what differs from the platform, however it is written', () => {
    const known = figure({ value: '1234.5', obsStatus: 'A' })
    expect(typed({}, 'value', known, '1,234.50', 'en')).toEqual({})
    const edits = typed({}, 'value', known, '1,300', 'en')
    expect(edits).toEqual({ 'value revenue': { text: '1,300', over: '1234.5' } })
    expect(typed(edits, 'value', known, '1234.5', 'en')).toEqual({})
  })

  it('is settled once the platform has it, and gone with a figure that is asked no more', () => {
    const edits = typed(typed({}, 'value', revenue, '7', 'en'), 'reason', revenue, 'Merger', 'en')
    expect(unsettled(edits, [figure({ value: '7', obsStatus: 'A' })], 'en')).toEqual({
      'reason revenue': { text: 'Merger', over: '' },
    })
    expect(unsettled(edits, [], 'en')).toEqual({})
  })

  it('is contested when somebody else changed what it was typed over, until that is decided', () => {
    const edits = typed({}, 'value', revenue, '7', 'en')
    const theirs = figure({ value: '9', obsStatus: 'A' })
    expect(isContested(edits['value revenue'], 'value', revenue)).toBe(false)
    expect(isContested(edits['value revenue'], 'value', theirs)).toBe(true)
    expect(sent(edits, [theirs])).toEqual([])
    // Typing on does not decide it.
    expect(sent(typed(edits, 'value', theirs, '8', 'en'), [theirs])).toEqual([])
    expect(sent(decided(edits, 'value', theirs, 'mine'), [theirs])).toEqual([
      { indicator: 'revenue', breakdown: '_T', value: '7' },
    ])
    expect(decided(edits, 'value', theirs, 'theirs')).toEqual({})
  })

  it('is sent figure by figure, with a reason where one was given', () => {
    const events = figure({ indicator: 'events', breakdown: 'C', decimals: 0 })
    let edits = typed({}, 'value', revenue, '1,300', 'en')
    edits = typed(edits, 'reason', revenue, ' Merger ', 'en')
    edits = typed(edits, 'value', events, 'm', 'en')
    expect(sent(edits, [revenue, events])).toEqual([
      { indicator: 'revenue', breakdown: '_T', value: '1300', justification: 'Merger' },
      { indicator: 'events', breakdown: 'C', obsStatus: 'M' },
    ])
  })

  it('sends a reason alone with the value that the platform has, and waits where it has none', () => {
    const edits = typed({}, 'reason', revenue, 'Merger', 'en')
    expect(obstacleIn(edits, 'reason', revenue, 'en')).toBe('reasonAlone')
    expect(sent(edits, [revenue])).toEqual([])
    expect(sent(edits, [figure({ value: '5', obsStatus: 'A' })])).toEqual([
      { indicator: 'revenue', breakdown: '_T', value: '5', justification: 'Merger' },
    ])
  })

  it('does not take what the authority put in for the cluster as its own', () => {
    const imputed = figure({ value: '5', obsStatus: 'I' })
    expect(typed({}, 'value', imputed, '5', 'en')).toEqual({ 'value revenue': { text: '5', over: '' } })
    expect(sent(typed({}, 'reason', imputed, 'Merger', 'en'), [imputed])).toEqual([])
  })

  it.each([
    ['abc', 'noNumber'],
    ['1,5', 'otherMark'],
    ['1.25', 'decimals'],
    ['', 'cleared'],
  ])('is not sent where it cannot be taken: "%s"', (text, obstacle) => {
    const known = figure({ value: '5', obsStatus: 'A' })
    const edits = typed({}, 'value', known, text, 'en')
    expect(obstacleIn(edits, 'value', known, 'en')).toBe(obstacle)
    expect(sent(typed(edits, 'reason', known, 'Merger', 'en'), [known])).toEqual([])
  })

  it('is not sent while it is being typed, nor again as the API refused it', () => {
    const edits = typed({}, 'value', revenue, '7', 'en')
    expect(sent(edits, [revenue], { typing: 'value revenue' })).toEqual([])
    const refused = { 'value revenue': { text: '7', detail: 'too small' } }
    expect(sent(edits, [revenue], { refused })).toEqual([])
    expect(sent(typed(edits, 'value', revenue, '8', 'en'), [revenue], { refused })).toHaveLength(1)
  })
})
