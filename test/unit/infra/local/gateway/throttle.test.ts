import { expect, test } from 'vitest'
import { throttle } from '../../../../../infra/local/gateway/throttle.ts'

test('a burst passes at once, then the rate refills', () => {
  let now = 0
  const mayPass = throttle({ rate: 2, burst: 3 }, () => now)
  expect([mayPass(), mayPass(), mayPass(), mayPass()]).toEqual([true, true, true, false])
  now = 500
  expect([mayPass(), mayPass()]).toEqual([true, false])
  now = 60_000
  expect([mayPass(), mayPass(), mayPass(), mayPass()]).toEqual([true, true, true, false])
})

test('without limits everything passes', () => {
  const mayPass = throttle(undefined)
  expect(Array.from({ length: 1000 }, () => mayPass()).every(Boolean)).toBe(true)
})
