import { describe, expect, it, vi } from 'vitest'
import { logger } from '#kernel/logger'
import { ANNA, actor, BORIS, idOf, MESSAGE, mailing, START } from './support.ts'

const AT = '2026-03-01T09:05:00.000Z'
const ADDRESS = 'anna@sample.agglomera.invalid'

type Kind = 'Permanent' | 'Transient' | 'complaint'

/** What SES tells of a message. */
const told = (kind: Kind, options: { message?: string; reference?: string } = {}) => {
  const { message = MESSAGE.id, reference = 'ses-1' } = options
  const mail = { messageId: reference, tags: { delivery: [idOf(message)] }, destination: [ADDRESS] }
  return kind === 'complaint'
    ? { 'detail-type': 'Email Complaint Received', detail: { mail, complaint: { timestamp: AT } } }
    : { 'detail-type': 'Email Bounced', detail: { mail, bounce: { bounceType: kind, timestamp: AT } } }
}

const sentTo = async (mail: ReturnType<typeof mailing>, ...messages: string[]) => {
  for (const id of messages) {
    await mail.outbox.put([{ ...MESSAGE, id }])
    await mail.send(await mail.queuedChange(id, id))
  }
}

const settingsOf = async (mail: ReturnType<typeof mailing>, person = ANNA) =>
  (
    await mail.handlers.getMailSettings({
      actor: actor(person),
      at: START,
      language: 'en',
      requestId: 'r',
      body: undefined,
      params: undefined,
      query: undefined,
      page: { limit: 1 },
    })
  ).body

describe('a message that came back', () => {
  it.each([
    ['Permanent', 'unreachable'],
    ['Transient', 'temporarily-unreachable'],
    ['complaint', 'complaint'],
  ] as const)('for %s says so, with its reason', async (kind, reason) => {
    const mail = mailing()
    await sentTo(mail, MESSAGE.id)
    await mail.takeBounce(told(kind))
    expect(await mail.state()).toMatchObject({ progress: { state: 'bounced', reason, at: AT } })
    const { items } = await mail.deliveries.inState('bounced', 10, undefined)
    expect(items.map(({ id }) => id)).toEqual([idOf(MESSAGE.id)])
  })

  it('changes nothing when it is told twice, of an earlier sending, or of no message here', async () => {
    const mail = mailing()
    await sentTo(mail, MESSAGE.id)
    await mail.takeBounce(told('Permanent', { reference: 'ses-0' }))
    await mail.takeBounce(told('Permanent', { message: 'unknown' }))
    await mail.takeBounce({
      ...told('Permanent'),
      detail: { ...told('Permanent').detail, mail: { messageId: 'x' } },
    })
    expect(await mail.state()).toMatchObject({ progress: { state: 'sent' } })
    await mail.takeBounce(told('Permanent'))
    const once = await mail.deliveries.find(idOf(MESSAGE.id))
    await mail.takeBounce(told('complaint'))
    expect(await mail.deliveries.find(idOf(MESSAGE.id))).toEqual(once)
  })

  it('is told again later while it is not on record that it was sent', async () => {
    const mail = mailing()
    await mail.outbox.put([MESSAGE])
    const stored = await mail.deliveries.find(idOf(MESSAGE.id))
    if (stored === undefined) throw new Error('not queued')
    const progress = { state: 'sending', since: AT, claimedBy: 'somebody' } as const
    await mail.deliveries.advance(stored, { ...stored.value, progress })
    await expect(mail.takeBounce(told('Permanent'))).rejects.toThrow(/not on record yet/)
  })

  it('is refused as another event', async () => {
    await expect(mailing().takeBounce({ 'detail-type': 'Email Opened', detail: {} })).rejects.toThrow()
  })
})

describe('an address from which mail came back', () => {
  it.each(['Permanent', 'complaint'] as const)('for %s gets no more of it', async (kind) => {
    const mail = mailing()
    mail.addresses.set(BORIS, 'boris@sample.agglomera.invalid')
    await sentTo(mail, 'first')
    await mail.takeBounce(told(kind, { message: 'first' }))
    await sentTo(mail, 'second')
    expect(await mail.state('second')).toMatchObject({
      attempts: 1,
      progress: { state: 'failed', reason: 'address-stopped' },
    })
    await mail.outbox.put([{ ...MESSAGE, id: 'third', to: BORIS }])
    await mail.send(await mail.queuedChange('third'))
    expect(mail.letters.map(({ address }) => address)).toEqual([ADDRESS, 'boris@sample.agglomera.invalid'])
    const reason = kind === 'complaint' ? 'complaint' : 'unreachable'
    expect(await settingsOf(mail)).toEqual({ language: 'en', stopped: { reason, since: AT } })
    expect(await settingsOf(mail, BORIS)).toEqual({ language: 'en' })
  })

  it('still gets it where it only could not take mail then', async () => {
    const mail = mailing()
    await sentTo(mail, 'first')
    await mail.takeBounce(told('Transient', { message: 'first' }))
    await sentTo(mail, 'second')
    expect(mail.letters).toHaveLength(2)
    expect(await settingsOf(mail)).toEqual({ language: 'en' })
  })

  it('gives way to another one of the same person', async () => {
    const mail = mailing()
    await sentTo(mail, 'first')
    await mail.takeBounce(told('Permanent', { message: 'first' }))
    mail.addresses.set(ANNA, ADDRESS.toUpperCase())
    await sentTo(mail, 'second')
    expect(mail.letters).toHaveLength(1)
    mail.addresses.set(ANNA, 'anna@new.agglomera.invalid')
    await sentTo(mail, 'third')
    expect(mail.letters.map(({ address }) => address)).toEqual([ADDRESS, 'anna@new.agglomera.invalid'])
    expect(await settingsOf(mail)).toEqual({ language: 'en' })
  })

  it('gets it again once an operator sends anew what came back', async () => {
    const mail = mailing()
    await sentTo(mail, 'first')
    await mail.takeBounce(told('Permanent', { message: 'first' }))
    await mail.handlers.redriveDelivery({
      actor: actor(BORIS, 'job.redrive'),
      params: { deliveryId: idOf('first') },
      at: START,
      language: 'en',
      requestId: 'r',
      body: undefined,
      query: undefined,
      page: { limit: 1 },
    })
    expect(await settingsOf(mail)).toEqual({ language: 'en' })
    await mail.send(await mail.queuedChange('first', 'again'))
    await sentTo(mail, 'second')
    expect(mail.letters).toHaveLength(3)
  })

  it('stands in no record and no log', async () => {
    const lines: unknown[] = []
    const note = (...said: unknown[]) => {
      lines.push(said)
    }
    const spies = [
      vi.spyOn(logger, 'warn').mockImplementation(note),
      vi.spyOn(logger, 'info').mockImplementation(note),
    ]
    const mail = mailing()
    await sentTo(mail, 'first')
    await mail.takeBounce(told('Permanent', { message: 'first' }))
    await sentTo(mail, 'second')
    for (const spy of spies) spy.mockRestore()
    expect(lines).toHaveLength(1)
    expect(JSON.stringify([lines, mail.table])).not.toContain('anna@')
    expect(JSON.stringify(await mail.deliveries.stopped(ANNA))).not.toContain('anna@')
  })
})
