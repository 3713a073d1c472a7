import { describe, expect, it } from 'vitest'
import { deliveryEntity } from '#delivery/message-keys'
import { outboxIn } from '#delivery/readers'
import { toItem, valuesOf } from '#kernel/entity'
import { MemoryTable } from '#kernel/memory-table'
import { announceNotices } from '#registry/announce-notices'
import { noticeEntity } from '#registry/keys'
import { Notice, noticeWords } from '#registry/model'

const CLUSTER = 'clu_01JD3Z5V9QK8M2N4P6R8S0T2V4'

const notice = (changes: object = {}): Notice =>
  Notice.parse({
    recipient: 'per_anna',
    kind: 'application-returned',
    at: '2026-03-01T09:00:00.000Z',
    cluster: CLUSTER,
    about: 'app_1',
    due: '2026-04-07',
    reason: 'The seat is missing',
    ...changes,
  })

const announcing = () => {
  const table = new MemoryTable()
  const announce = announceNotices({
    clusters: { find: async () => undefined },
    offices: {
      at: async (holder) =>
        ['per_boris', 'per_anna', 'per_boris'].map((person) => ({ person, holder, role: 'viewer' })),
      using: async () => () => [],
    },
    languagesOf: async () => (person) => (person === 'per_anna' ? 'ru' : 'en'),
    outbox: outboxIn(table),
  })
  const queued = () =>
    valuesOf(
      deliveryEntity,
      table.all().filter(({ entity }) => entity === 'delivery'),
    )
  return {
    queued,
    tell: (told: Notice) => announce({ before: undefined, after: toItem(noticeEntity, told) }),
  }
}

describe('a notice', () => {
  it('to a person is queued once however often its change is delivered, in the person’s language', async () => {
    const { tell, queued } = announcing()
    await tell(notice())
    await tell(notice())
    expect(queued()).toMatchObject([
      {
        to: 'per_anna',
        language: 'ru',
        subject: `Заявка возвращена: ${CLUSTER}`,
        progress: { state: 'queued' },
      },
    ])
  })

  it('to an organisation reaches each of those in office there once', async () => {
    const { tell, queued } = announcing()
    await tell(notice({ recipient: 'org_1' }))
    expect(
      queued()
        .map(({ to }) => to)
        .sort(),
    ).toEqual(['per_anna', 'per_boris'])
  })

  it('to a person and to the office of the same person is one message', async () => {
    const { tell, queued } = announcing()
    await tell(notice())
    await tell(notice({ recipient: 'org_1' }))
    expect(queued().filter(({ to }) => to === 'per_anna')).toHaveLength(1)
  })

  it('to nobody who gets mail is queued for nobody: machines and the platform have no address', async () => {
    const { tell, queued } = announcing()
    await tell(notice({ recipient: 'key_1' }))
    await tell(notice({ recipient: 'platform' }))
    expect(queued()).toEqual([])
  })

  it.each(Notice.shape.kind.options)('%s says in both languages what happened and until when', (kind) => {
    for (const language of ['en', 'ru'] as const) {
      const { subject, text } = noticeWords(notice({ kind }), 'Optics', language)
      expect(subject).toMatch(/: Optics$/)
      expect(text).toContain('Optics')
      expect(text).toContain(language === 'en' ? 'April 7, 2026' : '7 апреля 2026')
      expect(text).toContain('The seat is missing')
    }
  })
})
