import { describe, expect, it } from 'vitest'
import { PermanentFault } from '#delivery/model'
import { languagesIn } from '#delivery/readers'
import { callOf } from '../governance/support.ts'
import { ANNA, actor, BORIS, idOf, MESSAGE, mailing } from './support.ts'

const operator = actor(BORIS, 'job.redrive')
const redrive = { params: { deliveryId: idOf(MESSAGE.id) } }

/** A message that the mail service refused. */
const failedMessage = async () => {
  const mail = mailing()
  mail.faults.push(new PermanentFault('message-refused'))
  await mail.outbox.put([MESSAGE])
  await mail.send(await mail.queuedChange())
  return mail
}

describe('the dead letters', () => {
  it('tell operators why and whom by random id, and nothing of what was written', async () => {
    const { handlers } = await failedMessage()
    const { body } = await handlers.listDeliveries(callOf(operator, { query: { state: 'failed' } }))
    expect(body.items).toEqual([
      {
        id: idOf(MESSAGE.id),
        message: MESSAGE.id,
        to: ANNA,
        language: 'ru',
        queuedAt: '2026-03-01T09:00:00.000Z',
        state: 'failed',
        attempts: 1,
        at: '2026-03-01T09:00:00.000Z',
        reason: 'message-refused',
      },
    ])
  })

  it('are for operators of the whole deployment', async () => {
    const { handlers } = await failedMessage()
    const call = callOf(actor(ANNA), { query: { state: 'failed' } })
    await expect(handlers.listDeliveries(call)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(handlers.redriveDelivery(callOf(actor(ANNA), redrive))).rejects.toMatchObject({
      code: 'forbidden',
    })
  })

  it('are sent anew when somebody asks, who is on record', async () => {
    const mail = await failedMessage()
    const before = await mail.queuedChange()
    const { body } = await mail.handlers.redriveDelivery(callOf(operator, redrive))
    expect(body).toMatchObject({ state: 'queued', attempts: 0 })
    await mail.send({ ...(await mail.queuedChange(MESSAGE.id, 'change-2')), before: before.after })
    expect(mail.letters).toHaveLength(1)
    const { items } = await mail.table.query({
      pk: `MESSAGE#${idOf(MESSAGE.id)}`,
      sk: { beginsWith: 'REDRIVE#' },
      limit: 9,
    })
    expect(items).toMatchObject([{ lastChange: { actor: BORIS, action: 'redrive-delivery' } }])
  })

  it('are never what was sent', async () => {
    const mail = mailing()
    await mail.outbox.put([MESSAGE])
    await mail.send(await mail.queuedChange())
    await expect(mail.handlers.redriveDelivery(callOf(operator, redrive))).rejects.toMatchObject({
      code: 'rule-failed',
    })
    const unknown = callOf(operator, { params: { deliveryId: idOf('another') } })
    await expect(mail.handlers.redriveDelivery(unknown)).rejects.toMatchObject({ code: 'not-found' })
  })
})

describe('what was written to me', () => {
  it('is shown to me alone', async () => {
    const mail = mailing()
    await mail.outbox.put([MESSAGE, { ...MESSAGE, id: 'alert#1#boris', to: BORIS, subject: 'For Boris' }])
    const own = async (person: string) =>
      (await mail.handlers.listOwnDeliveries(callOf(actor(person), {}))).body.items
    expect(await own(ANNA)).toMatchObject([{ subject: MESSAGE.subject, state: 'queued' }])
    expect(await own(BORIS)).toMatchObject([{ subject: 'For Boris' }])
  })
})

describe('the language of mail', () => {
  it('is the deployment’s until a person chooses', async () => {
    const { handlers, table } = mailing()
    const read = async () => (await handlers.getMailSettings(callOf(actor(ANNA), {}))).body.language
    expect(await read()).toBe('en')
    await handlers.changeMailSettings(callOf(actor(ANNA), { body: { language: 'ru' } }))
    await handlers.changeMailSettings(callOf(actor(ANNA), { body: { language: 'ru' } }))
    expect(await read()).toBe('ru')
    const languageOf = await languagesIn(table, 'en')([ANNA, BORIS, ANNA])
    expect([languageOf(ANNA), languageOf(BORIS)]).toEqual(['ru', 'en'])
  })

  it('cannot be chosen by an account of nobody known', async () => {
    const { handlers } = mailing()
    const stranger = { kind: 'account' as const, subject: 'x', today: '2026-03-01' }
    const call = callOf(stranger, { body: { language: 'ru' as const } })
    await expect(handlers.changeMailSettings(call)).rejects.toMatchObject({ code: 'forbidden' })
  })
})
