import PostalMime from 'postal-mime'
import { describe, expect, it, vi } from 'vitest'
import { deliveryEntity } from '#delivery/message-keys'
import { claimed, PermanentFault } from '#delivery/model'
import { toItem } from '#kernel/entity'
import { logger } from '#kernel/logger'
import { BORIS, MESSAGE, mailing, START } from './support.ts'

const outage = () => new Error('Amazon SES did not take the message: TooManyRequestsException')

describe('a message in the outbox', () => {
  it('is sent to the address of the person, once however often it is queued and its change delivered', async () => {
    const mail = mailing()
    await mail.outbox.put([MESSAGE, MESSAGE])
    const change = await mail.queuedChange()
    await mail.send(change)
    await mail.outbox.put([{ ...MESSAGE, text: 'Another text under the same id' }])
    await mail.send(change)
    expect(mail.letters.map(({ address }) => address)).toEqual(['anna@sample.agglomera.invalid'])
    expect(await mail.state()).toMatchObject({
      attempts: 1,
      progress: { state: 'sent', reference: 'ses-1', at: START.toISOString() },
    })
  })

  it('is sent once by two that try at the same time', async () => {
    const mail = mailing()
    await mail.outbox.put([MESSAGE])
    const results = await Promise.allSettled([
      mail.send(await mail.queuedChange(MESSAGE.id, 'change-1')),
      mail.send(await mail.queuedChange(MESSAGE.id, 'change-2')),
    ])
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(mail.letters).toHaveLength(1)
  })

  it('reads as it was written: language, text and HTML as alternatives, attachments with their names', async () => {
    const mail = mailing()
    mail.files.set('runs/1.pdf', Buffer.from('%PDF-1.7'))
    await mail.outbox.put([
      {
        ...MESSAGE,
        html: '<p>Подтвердите</p>',
        attachments: [
          {
            bucket: 'reports',
            key: 'runs/1.pdf',
            fileName: 'Отчёт за 2025 год.pdf',
            contentType: 'application/pdf',
          },
        ],
      },
    ])
    await mail.send(await mail.queuedChange())
    const [letter] = mail.letters
    const source = Buffer.from(letter?.bytes ?? []).toString('latin1')
    expect(source).toMatch(/^Auto-Submitted: auto-generated\r$/m)
    expect(source).toMatch(/^Content-Language: ru\r$/m)
    expect(source).toMatch(/multipart\/mixed[\s\S]*multipart\/alternative/)
    // Line lengths of RFC 5322, and no byte that a mail server could spoil.
    expect(source.split('\r\n').every((line) => line.length <= 998)).toBe(true)
    expect(source).toMatch(/^[\r\n\t -~]*$/)
    const read = await PostalMime.parse(letter?.bytes ?? '')
    expect(read).toMatchObject({
      from: { name: 'Agglomera', address: 'platform@clusters.example' },
      to: [{ address: 'anna@sample.agglomera.invalid' }],
      subject: MESSAGE.subject,
      text: MESSAGE.text,
      html: expect.stringContaining('<p>Подтвердите</p>'),
      attachments: [{ filename: 'Отчёт за 2025 год.pdf', mimeType: 'application/pdf' }],
    })
  })

  it('cannot smuggle in a header', async () => {
    const mail = mailing()
    await expect(mail.outbox.put([{ ...MESSAGE, subject: 'a\r\nBcc: eve@example.org' }])).rejects.toThrow(
      /one line/,
    )
    expect(await mail.state()).toBeUndefined()
  })
})

describe('a fault that may pass', () => {
  it('is thrown, so that the stream delivers the change again, and the message is sent then', async () => {
    const mail = mailing()
    mail.faults.push(outage())
    await mail.outbox.put([MESSAGE])
    const change = await mail.queuedChange()
    await expect(mail.send(change)).rejects.toThrow('TooManyRequests')
    expect(await mail.state()).toMatchObject({ attempts: 1, progress: { state: 'queued' } })
    await mail.send(change)
    expect(mail.letters).toHaveLength(1)
    expect(await mail.state()).toMatchObject({ attempts: 2, progress: { state: 'sent' } })
  })

  it('is no reason to send when its own record comes along the stream', async () => {
    const mail = mailing()
    mail.faults.push(outage())
    await mail.outbox.put([MESSAGE])
    const change = await mail.queuedChange()
    await expect(mail.send(change)).rejects.toThrow()
    const before = claimed(await stored(mail), 'change-1', START)
    if (typeof before === 'string') throw new Error(before)
    await mail.send({
      ...(await mail.queuedChange(MESSAGE.id, 'change-2')),
      before: toItem(deliveryEntity, before),
    })
    expect(mail.letters).toEqual([])
  })

  it('ends among the dead letters when it stays, after six tries', async () => {
    const mail = mailing()
    mail.faults.push(...Array.from({ length: 6 }, outage))
    await mail.outbox.put([MESSAGE])
    const change = await mail.queuedChange()
    for (let attempt = 1; attempt < 6; attempt++) await expect(mail.send(change)).rejects.toThrow()
    await mail.send(change)
    expect(await mail.state()).toMatchObject({
      attempts: 6,
      progress: { state: 'failed', reason: 'gave-up' },
    })
    await mail.send(change)
    expect(mail.letters).toEqual([])
  })
})

describe('a fault that will not pass', () => {
  it.each([
    ['somebody of whom nothing is known', { to: BORIS }, undefined, 'no-address'],
    [
      'an address that the mail service refuses',
      {},
      new PermanentFault('message-refused'),
      'message-refused',
    ],
    ['a sender that the mail service refuses', {}, new PermanentFault('sender-refused'), 'sender-refused'],
  ] as const)(
    '%s: the message fails at once, with the reason and no address in the log',
    async (_name, changed, fault, reason) => {
      const warn = vi.spyOn(logger, 'warn').mockReturnValue(undefined)
      const mail = mailing()
      if (fault) mail.faults.push(fault)
      await mail.outbox.put([{ ...MESSAGE, ...changed }])
      await mail.send(await mail.queuedChange())
      expect(await mail.state()).toMatchObject({ attempts: 1, progress: { state: 'failed', reason } })
      expect(mail.letters).toEqual([])
      expect(warn).toHaveBeenCalledOnce()
      expect(JSON.stringify(warn.mock.calls)).not.toMatch(/\w@/)
      warn.mockRestore()
    },
  )
})

describe('whoever dies while sending', () => {
  it('leaves a claim that the next delivery of the same change takes over', async () => {
    const mail = mailing()
    await mail.outbox.put([MESSAGE])
    const change = await mail.queuedChange()
    await die(mail)
    await mail.send(change)
    expect(await mail.state()).toMatchObject({ attempts: 2, progress: { state: 'sent' } })
  })

  it('is waited for by others, for two minutes', async () => {
    const mail = mailing()
    await mail.outbox.put([MESSAGE])
    const other = await mail.queuedChange(MESSAGE.id, 'change-2')
    await die(mail)
    await expect(mail.send(other)).rejects.toThrow('by somebody else')
    mail.pass(120)
    await mail.send(other)
    expect(mail.letters).toHaveLength(1)
  })
})

it('a deployment whose mail is off sends nothing, and the record says so', async () => {
  const mail = mailing({ off: true })
  await mail.outbox.put([MESSAGE])
  await mail.send(await mail.queuedChange())
  expect(mail.letters).toEqual([])
  expect(await mail.state()).toMatchObject({ progress: { state: 'withheld', at: START.toISOString() } })
})

type Mailing = ReturnType<typeof mailing>

const stored = async (mail: Mailing) => {
  const value = await mail.state()
  if (value === undefined) throw new Error('there is no such message')
  return value
}

/** Claims the message for `change-1` and does no more. */
const die = async (mail: Mailing): Promise<void> => {
  const value = await stored(mail)
  const claim = claimed(value, 'change-1', START)
  if (typeof claim === 'string') throw new Error(claim)
  await mail.deliveries.advance({ value, version: 1 }, claim)
}
