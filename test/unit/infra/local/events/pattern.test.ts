import { describe, expect, test } from 'vitest'
import { compilePattern } from '../../../../../infra/local/events/pattern.ts'

const fits = compilePattern(
  {
    source: ['aws.s3'],
    'detail-type': ['Object Created'],
    detail: {
      bucket: { name: ['documents'] },
      object: { key: [{ prefix: 'incoming/' }, { suffix: '.csv' }] },
    },
  },
  'rule',
)
const event = (bucket: string, key: string) => ({
  source: 'aws.s3',
  'detail-type': 'Object Created',
  detail: { bucket: { name: bucket }, object: { key } },
})

describe('event patterns', () => {
  test.each([
    ['documents', 'incoming/a', true],
    ['documents', 'other/a.csv', true],
    ['documents', 'other/a', false],
    ['others', 'incoming/a', false],
  ])('%s %s: %s', (bucket, key, expected) => {
    expect(fits(event(bucket, key))).toBe(expected)
  })

  test('a missing field fits nothing but exists: false', () => {
    expect(fits({})).toBe(false)
    expect(compilePattern({ a: [{ exists: false }] }, 'rule')({})).toBe(true)
    expect(compilePattern({ a: [{ exists: true }] }, 'rule')({})).toBe(false)
  })

  test('an operator that is not known stops the start with its name', () => {
    expect(() => compilePattern({ a: [{ wildcard: '*' }] }, 'rule')).toThrow(
      'rule.a: the local cloud does not know the operator "wildcard" of event patterns',
    )
  })
})
