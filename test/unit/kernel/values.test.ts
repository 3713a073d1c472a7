import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { addDays, CalendarDate, dateIn, Instant } from '#kernel/clock'
import { canonicalJson, sha256 } from '#kernel/digest'
import { ApiEnvironment, readEnvironment } from '#kernel/env'
import { idOf, idSource } from '#kernel/ids'
import { collationKey, inLanguage, LocalisedText, preferredLanguage } from '#kernel/localised-text'
import { loggable } from '#kernel/logger'

describe('dates', () => {
  it.each([
    ['Europe/Berlin', '2026-03-01T22:59:59.999Z', '2026-03-01'],
    ['Europe/Berlin', '2026-03-01T23:00:00.000Z', '2026-03-02'],
    ['Europe/Berlin', '2026-07-01T22:00:00.000Z', '2026-07-02'],
    ['Asia/Vladivostok', '2026-12-31T14:00:00.000Z', '2027-01-01'],
    ['America/New_York', '2026-01-01T04:59:00.000Z', '2025-12-31'],
    ['UTC', '2024-02-29T23:59:59.999Z', '2024-02-29'],
    ['UTC', '0999-01-02T00:00:00.000Z', '0999-01-02'],
  ])('in %s at %s it is %s', (zone, instant, date) => {
    expect(dateIn(zone, new Date(instant))).toBe(date)
  })

  it('are calendar dates whatever the instant and the zone', () => {
    const instants = fc.date({
      min: new Date('1900-01-02'),
      max: new Date('2199-12-30'),
      noInvalidDate: true,
    })
    const zones = fc.constantFrom('UTC', 'Europe/Moscow', 'Asia/Bangkok', 'Asia/Tehran', 'Asia/Riyadh')
    fc.assert(
      fc.property(instants, zones, (instant, zone) => {
        const date = dateIn(zone, instant)
        expect(CalendarDate.safeParse(date).success).toBe(true)
        expect(Math.abs(Date.parse(date) - instant.getTime())).toBeLessThan(2 * 86_400_000)
      }),
    )
  })

  it('move by days over months, leap days and clock changes', () => {
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29')
    expect(addDays('2026-03-01', -1)).toBe('2026-02-28')
    expect(addDays('2026-03-28', 2)).toBe('2026-03-30')
    expect(addDays('2025-12-31', 1)).toBe('2026-01-01')
    expect(addDays('2026-03-01', 0)).toBe('2026-03-01')
  })

  it('and instants have one way to be written', () => {
    expect(Instant.safeParse('2026-03-01T09:30:00.000Z').success).toBe(true)
    for (const wrong of ['2026-03-01T09:30:00Z', '2026-03-01T09:30:00.000+01:00', '2026-03-01'])
      expect(Instant.safeParse(wrong).success).toBe(false)
    expect(CalendarDate.safeParse('2026-02-29').success).toBe(false)
  })
})

describe('ids', () => {
  const ClusterId = idOf('clu')

  it('carry their prefix and sort by the time they were given, also within a millisecond', () => {
    let now = Date.parse('2026-03-01T09:30:00Z')
    const newId = idSource(() => now)
    const given = Array.from({ length: 200 }, (_, n) => {
      if (n % 50 === 49) now += 1
      return newId(ClusterId, 'clu')
    })
    expect(given.every((id) => id.startsWith('clu_') && id.length === 30)).toBe(true)
    expect(given.toSorted()).toEqual(given)
    expect(new Set(given).size).toBe(200)
  })

  it('cannot be foretold from one another', () => {
    const [one, two] = [idSource(() => 0), idSource(() => 0)].map((newId) =>
      newId(ClusterId, 'clu').slice(14),
    )
    expect(one).not.toBe(two)
  })

  it.each([
    'org_01JD3Z5V9QK8M2N4P6R8S0T2V4',
    'clu_01jd3z5v9qk8m2n4p6r8s0t2v4',
    'clu_81JD3Z5V9QK8M2N4P6R8S0T2V4',
    'clu_01JD3Z5V9QK8M2N4P6R8S0T2V',
    'clu_01JD3Z5V9QK8M2N4P6R8S0T2VI',
    ' clu_01JD3Z5V9QK8M2N4P6R8S0T2V4',
  ])('are not %s', (text) => {
    expect(ClusterId.safeParse(text).error?.issues[0]?.message).toBe('expected clu_ and 26 characters')
  })
})

describe('text in languages', () => {
  it('is given in the asked language, else English, else Russian, else the first', () => {
    expect(inLanguage({ en: 'Bavaria', de: 'Bayern', ru: 'Бавария' }, 'de')).toBe('Bayern')
    expect(inLanguage({ en: 'Bavaria', ru: 'Бавария' }, 'de')).toBe('Bavaria')
    expect(inLanguage({ ru: 'Бавария', uk: 'Баварія' }, 'de')).toBe('Бавария')
    expect(inLanguage({ uk: 'Баварія', pl: 'Bawaria' }, 'de')).toBe('Bawaria')
  })

  it('needs one language at least, by its code', () => {
    expect(LocalisedText.safeParse({}).success).toBe(false)
    expect(LocalisedText.safeParse({ english: 'x' }).success).toBe(false)
    expect(LocalisedText.safeParse({ en: '  ' }).success).toBe(false)
    expect(LocalisedText.parse({ en: ' Bavaria ' })).toEqual({ en: 'Bavaria' })
  })

  it.each([
    [undefined, 'en'],
    ['', 'en'],
    ['ru', 'ru'],
    ['RU-ru', 'ru'],
    ['de, ru;q=0.5', 'ru'],
    ['en;q=0.5, ru;q=0.8', 'ru'],
    ['ru;q=0.5, en;q=0.8', 'en'],
    ['ru, en', 'ru'],
    ['en, ru', 'en'],
    ['ru;q=0', 'en'],
    ['ru; q = 0.0, en;q=0.1', 'en'],
    ['rue, rum', 'en'],
    ['*', 'en'],
    ['ru;q=nonsense', 'en'],
    ['ru;q=1.000;x=y', 'ru'],
    [',,;;,ru', 'ru'],
  ])('prefers for Accept-Language %s: %s', (header, language) => {
    expect(preferredLanguage(header)).toBe(language)
  })
})

describe('collation keys', () => {
  const sorted = (names: readonly string[]) =>
    names
      .map((name) => ({ name, key: Buffer.from(`${collationKey(name)}#id`) }))
      .sort((a, b) => Buffer.compare(a.key, b.key))
      .map(({ name }) => name)

  it.each([
    [
      ['Zebra', 'äpfel', 'Apfel-Kuchen', 'Banane'],
      ['äpfel', 'Apfel-Kuchen', 'Banane', 'Zebra'],
    ],
    [
      ['Bio Valley', 'Bio', 'Biotech'],
      ['Bio', 'Bio Valley', 'Biotech'],
    ],
    [
      ['ё', 'ж', 'е', 'еж', 'ёж', 'д'],
      ['д', 'е', 'еж', 'ё', 'ёж', 'ж'],
    ],
    [
      ['к', 'й', 'и'],
      ['и', 'й', 'к'],
    ],
    [
      ['Straße', 'Strasse B', 'Strand'],
      ['Strand', 'Straße', 'Strasse B'],
    ],
    [
      ['«Ромашка»', 'Роза'],
      ['Роза', '«Ромашка»'],
    ],
  ])('sort %j', (names, expected) => {
    expect(sorted(names)).toEqual(expected)
    expect(sorted(names.map((name) => name.normalize('NFD'))).map((name) => name.normalize('NFC'))).toEqual(
      expected,
    )
  })

  it('are short, whole and stable whatever the name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 130 }), (name) => {
        const key = collationKey(name)
        expect(key.length).toBeLessThanOrEqual(100)
        expect(key).not.toMatch(/[#\s]/)
        expect(key.isWellFormed()).toBe(true)
        expect(collationKey(name.normalize('NFD'))).toBe(collationKey(name.normalize('NFC')))
      }),
      { numRuns: 40 },
    )
    expect(collationKey(`${'x'.repeat(99)}\u{20000}`)).toBe('x'.repeat(99))
  })
})

describe('digests', () => {
  it('are those of the standard', () => {
    expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
    expect(sha256('Ёж')).toHaveLength(64)
  })

  it('of equal values are equal, whatever the order of members', () => {
    expect(canonicalJson({ b: [{ d: 1, c: null }], a: 'x' })).toBe('{"a":"x","b":[{"c":null,"d":1}]}')
    expect(canonicalJson([2, 1])).toBe('[2,1]')
    const jsonObject = fc.dictionary(fc.string(), fc.jsonValue())
    fc.assert(
      fc.property(jsonObject, (value) => {
        const reversed = Object.fromEntries(Object.entries(value).toReversed())
        expect(canonicalJson(reversed)).toBe(canonicalJson(value))
      }),
    )
  })
})

describe('the environment', () => {
  it('is refused as a whole, with each variable that is wrong', () => {
    const schema = ApiEnvironment.extend({ KERNEL_TEST_TABLE: z.string() })
    expect(() => readEnvironment(schema)).toThrow(
      /^The environment is incomplete: .*OIDC_ISSUER: .*OIDC_CLIENT_ID: .*GOVERNANCE_TABLE: .*KERNEL_TEST_TABLE: /,
    )
  })

  it('is read by the schema and no further', () => {
    expect(readEnvironment(z.object({ POWERTOOLS_SERVICE_NAME: z.string() }))).toEqual({
      POWERTOOLS_SERVICE_NAME: 'test',
    })
  })
})

describe('errors in the log', () => {
  it('say class, message and what caused them', () => {
    const error = new TypeError('outer', { cause: new RangeError('inner', { cause: 'reason' }) })
    expect(loggable(error)).toMatchObject({
      type: 'TypeError',
      message: 'outer',
      stack: expect.stringContaining('values.test.ts'),
      cause: { type: 'RangeError', message: 'inner', cause: { type: 'unknown', message: 'reason' } },
    })
  })
})
