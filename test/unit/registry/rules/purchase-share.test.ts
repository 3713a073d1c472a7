import { describe, expect, it } from 'vitest'
import { purchaseShare } from '#registry/model'
import { eur, finalProducer, member, org, tie } from './composition.ts'

const A = finalProducer(1, 600_000_00)
const B = finalProducer(2, 400_000_00)
const bank = member(9, { kind: 'finance', roles: ['finance'] })
const members = [A, B, member(3), member(4), bank]

describe('the intra-cluster purchase share', () => {
  it('is what final producers bought from intermediate members, of all that they bought', () => {
    const ties = [tie(3, 1, 150_000_00), tie(4, 2, 30_000_00), tie(3, 2, 20_000_00)]
    expect(purchaseShare({ members, ties })).toEqual({
      known: true,
      currency: 'EUR',
      boughtAtLeast: 200_000_00n,
      boughtAtMost: 200_000_00n,
      total: 1_000_000_00n,
      withoutValue: [],
    })
  })

  it("leaves out what a bank, another final producer or a stranger sold, and intermediate producers' purchases", () => {
    const ties = [
      tie(3, 1, 1_00),
      tie(9, 1, 5_00),
      tie(2, 1, 5_00),
      tie(77, 1, 5_00),
      tie(3, 77, 5_00),
      tie(3, 4, 5_00),
    ]
    expect(purchaseShare({ members, ties })).toMatchObject({ boughtAtLeast: 1_00n, boughtAtMost: 1_00n })
  })

  it('counts what a member with both roles sells to a final producer', () => {
    const both = finalProducer(3, 10_00, { roles: ['final-producer', 'intermediate-producer'] })
    const share = purchaseShare({ members: [A, both], ties: [tie(3, 1, 2_00)] })
    expect(share).toMatchObject({ boughtAtLeast: 2_00n, total: 600_010_00n })
  })

  it('lies between bounds where a tie has no value: at most all that its customer bought', () => {
    const ties = [tie(3, 1, 100_00), tie(4, 1), tie(3, 1), tie(3, 2, 7_00)]
    expect(purchaseShare({ members, ties })).toMatchObject({
      boughtAtLeast: 107_00n,
      boughtAtMost: 600_007_00n,
      withoutValue: [org(1)],
    })
  })

  it('never takes back what is known to be bought, though it exceeds the total', () => {
    const share = purchaseShare({ members, ties: [tie(3, 1, 700_000_00), tie(4, 1)] })
    expect(share).toMatchObject({ boughtAtLeast: 700_000_00n, boughtAtMost: 700_000_00n })
  })

  it('is exact beyond the integers that a number holds', () => {
    const huge = Number.MAX_SAFE_INTEGER
    const rich = [finalProducer(1, huge), finalProducer(2, huge), member(3)]
    const share = purchaseShare({ members: rich, ties: [tie(3, 1, huge), tie(3, 2, huge - 1)] })
    expect(share).toMatchObject({ boughtAtLeast: BigInt(huge) * 2n - 1n, total: BigInt(huge) * 2n })
  })

  it('is not known without a final producer, without its total, or where nothing was bought', () => {
    const unknown = (reason: string, missing: unknown[] = []) => ({ known: false, reason, missing })
    expect(purchaseShare({ members: [bank], ties: [] })).toEqual(unknown('no-final-producer'))
    expect(purchaseShare({ members: [A, finalProducer(2, undefined)], ties: [] })).toEqual(
      unknown('purchases-total-missing', [org(2)]),
    )
    expect(purchaseShare({ members: [finalProducer(1, 0)], ties: [] })).toEqual(unknown('nothing-bought'))
  })

  it('refuses to add currencies: totals with totals, and ties with them', () => {
    const unknown = { known: false, reason: 'several-currencies', missing: [] }
    const rouble = finalProducer(2, 0, { purchasesTotal: { minorUnits: 1, currency: 'RUB' } })
    expect(purchaseShare({ members: [A, rouble], ties: [] })).toEqual(unknown)
    const foreign = { ...tie(3, 1), value: { ...eur(1), currency: 'USD' } }
    expect(purchaseShare({ members, ties: [foreign] })).toEqual(unknown)
    expect(purchaseShare({ members, ties: [{ ...foreign, supplier: org(9) }] })).toMatchObject({
      known: true,
    })
  })
})
