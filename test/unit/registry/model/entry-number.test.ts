import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { EntryNumber, EntryNumberInAddress, inAddress } from '#registry/model'

it.each([
  ['12/2016', '12~12016'],
  ['A~1/3', 'A~01~13'],
  ['2026-0001', '2026-0001'],
])('the number %s stands in an address as %s', (number, written) => {
  expect(inAddress(number)).toBe(written)
  expect(EntryNumberInAddress.parse(written)).toBe(number)
})

it('no number is lost in an address, and none there has a slash', () => {
  const numbers = fc
    .string({ minLength: 1, maxLength: 20, unit: fc.constantFrom('~', '/', '0', '1', 'А', '-') })
    .filter((text) => EntryNumber.safeParse(text).success)
  return fc.assert(
    fc.property(numbers, (number) => {
      const written = inAddress(number)
      expect(written).not.toContain('/')
      expect(EntryNumberInAddress.parse(written)).toBe(number)
    }),
  )
})
