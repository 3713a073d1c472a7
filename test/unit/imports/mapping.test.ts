import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Form } from '#imports/field'
import { MappingError, mappingOf } from '#imports/mapping'
import { type RecordOf, withValue } from '#imports/record'
import { cellsOf, columnsOf } from '#imports/written-cells'
import { parseArguments } from '../../../infra/commands/import/arguments.ts'
import { KIND_NAMES, type Kind, kindNamed } from '../../../infra/commands/import/kinds.ts'

const kind = (name: string): Kind => {
  const found = kindNamed(name)
  if (found === undefined) throw new Error(`no kind ${name}`)
  return found
}

const wishes = (...options: string[]) => parseArguments(['regions', 'file.csv', ...options]).wishes

const record = (name: string, row: Record<string, string>, ...options: string[]) =>
  mappingOf(kind(name), Object.keys(row), wishes(...options)).record(row)

const cluster = {
  name: 'Cool Silicon',
  name_de: 'Cool Silicon Sachsen',
  region_codes: 'DE-SN|DE-BB',
  selected_in: '2008',
}
const clusterOptions = [
  '--map',
  'region_codes=regions,selected_in=registeredOn',
  '--recode',
  'registeredOn:2008=2008-12-31,registeredOn:2010=2010-12-31',
  '--set',
  'register=national,category=_U,act=Order 5, of the ministry',
]

describe('mapping a row', () => {
  it('fills fields from mapped, recoded and set values', () => {
    expect(record('clusters', cluster, ...clusterOptions)).toEqual({
      record: {
        names: { en: 'Cool Silicon', de: 'Cool Silicon Sachsen' },
        regions: ['DE-SN', 'DE-BB'],
        registeredOn: '2008-12-31',
        register: 'national',
        primaryCategory: '_U',
        act: { kind: 'Order 5, of the ministry' },
      },
    })
  })

  it('leaves out what is empty and reads names in snake case', () => {
    const row = { code: 'AT', level: 'country', name_en: 'Austria', parent: '', valid_from: '2020-01-01' }
    expect(record('regions', row)).toEqual({
      record: { code: 'AT', level: 'country', names: { en: 'Austria' }, validFrom: '2020-01-01' },
    })
  })

  it('recodes a list item by item', () => {
    const row = { code: 'a', level: 'national', name: 'A', territory: 'all' }
    expect(record('authorities', row, '--recode', 'territory:all=*')).toEqual({
      record: { code: 'a', level: 'national', names: { en: 'A' }, territory: ['*'] },
    })
  })

  it('says everything that is wrong with a row', () => {
    const row = { code: '', name: 'X', definition: 'x', unit: 'x', decimals: 'two', direction: 'neutral' }
    const rest = ['--set', 'frequency=A,aggregation=sum,overTime=last,confidentiality=open,measure=quantity']
    expect(record('indicators', row, ...rest)).toEqual({
      reason: {
        en: 'decimals: "two" is not a number (expected digits with a decimal point, such as 12.5); code: is empty',
        ru: 'decimals: «two» — не число (ожидаются цифры с десятичной точкой, например 12.5); code: не заполнено',
      },
    })
  })

  it('takes only the rows asked for, several columns together', () => {
    const columns = ['code', 'level', 'name', 'year']
    const mapping = mappingOf(
      kind('regions'),
      columns,
      wishes('--where', 'level=land,level=city,year=2015', '--ignore', 'year'),
    )
    const row = (level: string, year: string) => ({ code: 'X', name: 'X', level, year })
    expect(
      [row('land', '2015'), row('city', '2015'), row('land', '2014'), row('country', '2015')].map(
        mapping.wants,
      ),
    ).toEqual([true, true, false, false])
  })
})

describe('refusing a mapping', () => {
  const refusal = (name: string, columns: string[], ...options: string[]) => {
    try {
      mappingOf(kind(name), columns, wishes(...options))
    } catch (error) {
      if (error instanceof MappingError) return error.message
      throw error
    }
    return 'accepted'
  }

  it('names the columns that are no field, and all columns and fields', () => {
    const message = refusal('regions', ['code', 'level', 'name', 'area_km2'])
    expect(message).toContain('regions have no field for "area_km2"')
    expect(message).toContain('--ignore area_km2')
    expect(message).toContain('Columns of the file: code, level, name, area_km2')
    expect(message).toContain('Fields of regions: code, parent, level, name_en')
  })

  it('accepts columns that are left out by name, and the reasons of an earlier import', () => {
    const columns = ['code', 'level', 'name', 'area_km2', 'rejected_reason']
    expect(refusal('regions', columns, '--ignore', 'area_km2')).toBe('accepted')
  })

  it.each([
    [['code', 'level', 'name'], ['--map', 'title=name'], 'the file has no column "title"'],
    [['code', 'level', 'name'], ['--map', 'name=nom'], 'regions have no field "nom"'],
    [['code', 'level', 'name', 'name_en'], [], '"name_en" is filled twice: by the column "name"'],
    [['code', 'level', 'name'], ['--set', 'level=land'], '"level" is filled twice'],
    [['code', 'name'], [], 'regions need "level"'],
    [['code', 'level'], [], 'regions need "name_en"'],
    [['code', 'level', 'name'], ['--recode', 'lvl:a=b'], '--recode: regions have no field "lvl"'],
    [['code', 'level', 'name'], ['--where', 'year=2015'], '--where: the file has no column "year"'],
  ])('refuses columns %j with %j', (columns, options, message) => {
    expect(refusal('regions', columns, ...options)).toContain(message)
  })
})

/** Any record of a kind, with texts that try every separator. */
const anyRecord = ({ fields }: Kind): fc.Arbitrary<RecordOf> => {
  const text = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
    .filter((value) => value === value.trim() && value !== '')
  const word = fc.stringMatching(/^[A-Za-z0-9-]{1,8}$/)
  const values: Readonly<Record<Form, fc.Arbitrary<unknown>>> = {
    text,
    number: fc
      .double({ noNaN: true, noDefaultInfinity: true })
      .map((value) => (Object.is(value, -0) ? 0 : value)),
    flag: fc.boolean(),
    list: fc.array(text, { minLength: 1, maxLength: 4 }),
    identifier: fc.record({ scheme: word, value: text }),
    identifiers: fc.array(fc.record({ scheme: word, value: text }), { minLength: 1, maxLength: 3 }),
    json: fc.array(fc.record({ name: text }), { minLength: 1, maxLength: 3 }),
    // Texts that read as JSON, blanks and the empty text are texts still.
    value: fc.oneof(
      fc.jsonValue(),
      fc.string(),
      fc.jsonValue().map((value) => JSON.stringify(value)),
    ),
    languages: fc.dictionary(fc.constantFrom('en', 'ru', 'de'), text, { minKeys: 1 }),
  }
  const parts = fields.map((field) =>
    fc.option(values[field.form], { nil: undefined, freq: field.required ? 1e9 : 2 }),
  )
  return fc.tuple(...parts).map((given) =>
    given.reduce<RecordOf>((whole, value, index) => {
      const field = fields[index]
      return value === undefined || field === undefined ? whole : withValue(whole, field.path, value)
    }, {}),
  )
}

describe('writing and reading back', () => {
  it.each(KIND_NAMES)('gives equal %s', (name) => {
    const subject = kind(name)
    fc.assert(
      fc.property(fc.array(anyRecord(subject), { minLength: 1, maxLength: 4 }), (records) => {
        const columns = columnsOf(subject.fields, records)
        const mapping = mappingOf(subject, columns, wishes())
        const read = records.map((one) => {
          const cells = cellsOf(subject.fields, one)
          return mapping.record(Object.fromEntries(columns.map((column) => [column, cells[column] ?? ''])))
        })
        expect(read).toEqual(records.map((one) => ({ record: one })))
      }),
      { numRuns: 60 },
    )
  })
})
