import { describe, expect, it } from 'vitest'
import {
  clashingIdentifiers,
  LIKELY_DUPLICATE,
  type Likened,
  likelyDuplicates,
  likenessOf,
} from '#registry/model'
import { transliterated } from '#registry/model/likeness/folding'
import { jaroWinkler } from '#registry/model/likeness/jaro-winkler'
import { nameKeys } from '#registry/model/likeness/name-keys'
import { DIFFERENT, SAME } from './labelled-pairs.ts'

const INN = { scheme: 'RU-INN', value: '7707083893' }
const OTHER_INN = { scheme: 'RU-INN', value: '7736050003' }
const LEI = { scheme: 'LEI', value: '5493001KJTIIGC8Y1R12' }

const named = (name: string, over: Partial<Likened> = {}): Likened => ({
  names: { en: name },
  identifiers: [],
  ...over,
})
const scoreOf = (one: Likened, other: Likened) => likenessOf(one, other)?.score ?? 0

describe('the similarity of words', () => {
  it.each([
    ['MARTHA', 'MARHTA', 0.961],
    ['DWAYNE', 'DUANE', 0.84],
    ['DIXON', 'DICKSONX', 0.813],
    ['JONES', 'JOHNSON', 0.832],
    ['ABROMS', 'ABRAMS', 0.922],
    ['same', 'same', 1],
    ['abc', 'xyz', 0],
    ['a', '', 0],
  ])('of %s and %s is %d, as published by Winkler', (one, other, similarity) => {
    expect(jaroWinkler(one, other)).toBeCloseTo(similarity, 3)
    expect(jaroWinkler(other, one)).toBeCloseTo(similarity, 3)
  })
})

describe('transliteration', () => {
  it.each([
    ['щеглова юлия', 'shcheglova iuliia'],
    ['подъезд', 'podieezd'],
    ['хабаровск', 'khabarovsk'],
    ['цой', 'tsoi'],
  ])('writes %s as passports do: %s', (russian, latin) => {
    expect(transliterated(russian)).toBe(latin)
  })
})

describe('likely duplicates among labelled pairs', () => {
  const isShown = ({ one, other, town }: (typeof SAME)[number]) =>
    scoreOf(named(one, { town }), named(other, { town })) >= LIKELY_DUPLICATE
  const text = ({ one, other }: (typeof SAME)[number]) => `${one} | ${other}`

  it('are found with the measured recall and precision', () => {
    expect([SAME.length, DIFFERENT.length]).toEqual([51, 40])
    // Each of these is one letter away from the other: a person has to tell them apart.
    const shownInVain = [
      'Sander Tools | Sandler Tools',
      'Агентство развития Омска | Агентство развития Томска',
    ]
    expect(SAME.filter((pair) => !isShown(pair)).map(text)).toEqual([])
    expect(DIFFERENT.filter(isShown).map(text)).toEqual(shownInVain)
  })

  it('share a key, so that they are found at all, but for words written together', () => {
    const apart = SAME.filter(({ one, other, town }) => {
      const theirs = nameKeys({ en: other }, town)
      return !nameKeys({ en: one }, town).some((key) => theirs.includes(key))
    })
    expect(apart.map(text)).toEqual(['Bio-Valley | BioValley', 'Nord-Ost Chemie | Nordost Chemie'])
  })
})

describe('likeness', () => {
  it('is whole with an identifier in common, whatever the names, and none with clashing ones', () => {
    const one = named('Lens Works', { identifiers: [LEI, INN] })
    expect(likenessOf(one, named('Old Name', { identifiers: [INN] }))).toMatchObject({
      score: 1,
      sameIdentifiers: [INN],
    })
    expect(likenessOf(one, named('Lens Works', { identifiers: [OTHER_INN] }))).toBeUndefined()
    // Of different schemes, or of none, the names decide.
    expect(
      scoreOf(named('Lens Works', { identifiers: [LEI] }), named('Lens Works', { identifiers: [INN] })),
    ).toBe(1)
    expect(scoreOf(one, named('Lens Works'))).toBe(1)
  })

  it('is less where the regions differ: a like name there, an all but like one no more', () => {
    const munich = { regions: [['DE', 'DE-BY', 'DE-BY-M']] }
    const augsburg = { regions: [['DE', 'DE-BY', 'DE-BY-A']] }
    const hesse = { regions: [['DE', 'DE-HE']] }
    const one = named('Photonics Instruments', munich)
    expect(likenessOf(one, named('Photonics Instruments', augsburg))).toMatchObject({
      score: 1,
      sameRegion: true,
    })
    expect(likenessOf(one, named('Photonics Instruments', hesse))).toMatchObject({
      score: 0.92,
      sameRegion: false,
    })
    expect(scoreOf(one, named('Photonics Intsruments', hesse))).toBeGreaterThan(LIKELY_DUPLICATE)
    expect(scoreOf(named('Lens Works GmbH', munich), named('Lens Works AG', hesse))).toBeLessThan(
      LIKELY_DUPLICATE,
    )
    expect(likenessOf(one, named('Photonics Instruments'))).not.toHaveProperty('sameRegion')
  })

  it('is that of the names that are most alike, whatever their language', () => {
    const one = named('Optics Valley', { names: { en: 'Optics Valley', ru: 'Кластер «Фотоника»' } })
    const other = named('', { names: { de: 'Klaster Fotonika', en: 'Light Cluster' } })
    expect(likenessOf(one, other)).toMatchObject({
      ownName: 'Кластер «Фотоника»',
      otherName: 'Klaster Fotonika',
    })
  })

  it('is none of names without letters or numbers', () => {
    expect(scoreOf(named('!!!'), named('???'))).toBe(0)
  })

  it('lists the likeliest first and leaves out what is not likely', () => {
    const others = [named('Lens Works AG'), named('Lens Works GmbH'), named('Other')]
    const found = likelyDuplicates(named('Lens Works GmbH'), others, (other) => other)
    expect(found.map(({ other, likeness }) => [other.names['en'], likeness.score])).toEqual([
      ['Lens Works GmbH', 1],
      ['Lens Works AG', 0.9],
    ])
  })
})

describe('identifiers clash', () => {
  it.each([
    [[INN], [OTHER_INN], 1],
    [[INN], [INN], 0],
    [[INN], [LEI], 0],
    // A branch has the number of its company.
    [[INN], [{ scheme: 'RU-INN', value: '7707083893/770701001' }], 0],
    [[{ scheme: 'VAT', value: 'DE136695976' }], [{ scheme: 'VAT', value: 'ATU12345678' }], 0],
    [[{ scheme: 'VAT', value: 'DE136695976' }], [{ scheme: 'VAT', value: 'DE811569869' }], 1],
    [[{ scheme: 'DE-HR', value: 'R1101 HRB 1' }], [{ scheme: 'DE-HR', value: 'R1102 HRB 2' }], 0],
  ])('%j and %j: %d', (one, other, clashes) => {
    expect(clashingIdentifiers(one, other)).toHaveLength(clashes)
  })
})

describe('the keys of names', () => {
  it('are those of the telling words, one for languages that are written alike, and at most three', () => {
    expect(nameKeys({ en: 'Yandex LLC', ru: 'ООО «Яндекс»' })).toEqual(['indks'])
    expect(nameKeys({ en: 'Adler Optics Falkenbruck 45 (invented)' }, 'Falkenbruck')).toEqual([
      'adlr',
      'optks',
    ])
    expect(nameKeys({ en: 'Institute Falkenbruck 4' }, 'Falkenbruck')).toEqual(['insttt', 'vlknbrk'])
    const many = Object.fromEntries(
      ['aa', 'bb', 'cc'].map((code, n) => [code, `${'lmn'[n]}ada ${'prs'[n]}ector`]),
    )
    expect(nameKeys(many)).toHaveLength(3)
    expect(nameKeys({ en: '4711' })).toEqual(['4711'])
    expect(nameKeys({ en: '!!!' })).toEqual([])
  })
})
