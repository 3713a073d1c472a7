import { beforeEach, describe, expect, it } from 'vitest'
import {
  type ActorName,
  announced,
  BAVARIAN_CLUSTER,
  knowledge,
  sha256,
  TWO_LAND_CLUSTER,
} from './support.ts'

let platform: ReturnType<typeof knowledge>
beforeEach(() => {
  platform = knowledge()
})

describe('lists', () => {
  it('are of a category, a cluster, a language, a tag', async () => {
    const a = await platform.publish('bavaria', {
      categories: ['optics'],
      clusters: [BAVARIAN_CLUSTER],
      tags: ['law'],
    })
    const b = await platform.publish('bavaria', {
      categories: ['optics', 'medicine'],
      language: 'ru',
      titles: { ru: 'Б' },
    })
    expect((await platform.list('anonymous', { category: 'optics' })).sort()).toEqual([a, b])
    expect(await platform.list('anonymous', { category: 'medicine' })).toEqual([b])
    expect(await platform.list('anonymous', { cluster: BAVARIAN_CLUSTER })).toEqual([a])
    expect(await platform.list('anonymous', { language: 'ru' })).toEqual([b])
    expect(await platform.list('anonymous', { category: 'optics', language: 'en' })).toEqual([a])
    expect(await platform.list('anonymous', { tag: 'law' })).toEqual([a])
    expect(await platform.list('anonymous', { cluster: TWO_LAND_CLUSTER })).toEqual([])
  })

  it('are sorted by title in the language of the request, or by date', async () => {
    const first = await platform.publish('bavaria', { titles: { en: 'Beta', ru: 'Аргон' } })
    const second = await platform.publish('bavaria', { titles: { en: 'alpha', ru: 'Ясень' } })
    expect(await platform.list('anonymous')).toEqual([second, first])
    expect(await platform.list('anonymous', {}, { 'accept-language': 'ru' })).toEqual([first, second])
    expect(await platform.list('anonymous', { order: 'desc' })).toEqual([first, second])
    expect(await platform.list('anonymous', { sort: 'date' })).toEqual([first, second])
  })

  it('come in pages, also where readers may not see everything', async () => {
    const visible: string[] = []
    for (let number = 0; number < 12; number++) {
      const titles = { en: `Report ${String(number).padStart(2, '0')}` }
      const visibility = number % 3 === 0 ? 'public' : 'authority'
      const documentId = await platform.publish('bavaria', { titles, visibility })
      if (visibility === 'public') visible.push(documentId)
    }
    for (const actor of ['anonymous', 'stranger'] as const) {
      const seen: string[] = []
      let cursor: string | null = null
      do {
        const query: Record<string, string> = { limit: '3', ...(cursor !== null && { cursor }) }
        const { json } = await platform.call(actor, 'listDocuments', { query })
        seen.push(...json.items.map((item: { id: string }) => item.id))
        cursor = json.next
      } while (cursor !== null)
      expect(seen).toEqual(visible)
    }
  })
})

describe('changing what is said of a document', () => {
  const content = {
    titles: { en: 'Another title' },
    language: 'de',
    categories: ['medicine'],
    visibility: 'authority',
    region: 'DE-BY',
  }
  const change = (as: ActorName, documentId: string, etag: string | undefined, body: object = content) =>
    platform.call(as, 'changeDocument', {
      params: { documentId },
      body,
      headers: etag ? { 'if-match': etag } : {},
    })

  it('moves it to the lists where it now belongs', async () => {
    const documentId = await platform.publish('bavaria', { categories: ['optics'] })
    const { etag } = await platform.read('bavaria', documentId)
    expect(await change('bavaria', documentId, etag)).toMatchObject({ status: 200, etag: '"3"' })
    expect(await platform.list('anonymous')).toEqual([])
    expect(await platform.list('bavaria', { category: 'optics' })).toEqual([])
    expect(await platform.list('bavaria', { category: 'medicine', language: 'de' })).toEqual([documentId])
    expect((await platform.read('bavaria', documentId)).json).toMatchObject({
      titles: { en: 'Another title' },
      current: 1,
    })
  })

  it('needs the version that it changes', async () => {
    const documentId = await platform.publish('bavaria')
    expect((await change('bavaria', documentId, undefined)).status).toBe(428)
    expect((await change('bavaria', documentId, '"1"')).status).toBe(412)
  })

  it('needs the power where it was and where it goes', async () => {
    const documentId = await platform.publish('bavaria')
    const { etag } = await platform.read('bavaria', documentId)
    expect((await change('bavaria', documentId, etag, { ...content, region: 'DE-HE' })).status).toBe(403)
    expect((await change('hesse', documentId, etag, { ...content, region: 'DE-HE' })).status).toBe(403)
    expect((await change('ministry', documentId, etag, { ...content, region: 'DE-HE' })).status).toBe(200)
  })
})

describe('withdrawing a document', () => {
  it('leaves it to the authority', async () => {
    const documentId = await platform.publish('bavaria')
    const { etag } = await platform.read('bavaria', documentId)
    const request = {
      params: { documentId },
      body: { reason: 'Wrong figures' },
      headers: { 'if-match': etag },
    }
    expect((await platform.call('hesse', 'withdrawDocument', request)).status).toBe(403)
    expect(await platform.call('bavaria', 'withdrawDocument', request)).toMatchObject({
      status: 200,
      json: { status: 'withdrawn', withdrawal: { reason: 'Wrong figures' } },
    })
    for (const actor of ['anonymous', 'stranger', 'hesse'] as const) {
      expect((await platform.read(actor, documentId)).status).toBe(404)
      expect((await platform.download(actor, documentId)).status).toBe(404)
      expect(await platform.list(actor)).toEqual([])
    }
    expect(await platform.list('bavaria', { status: 'withdrawn' })).toEqual([documentId])
    const after = (await platform.read('bavaria', documentId)).etag
    const again = { ...request, headers: { 'if-match': after } }
    expect((await platform.call('bavaria', 'withdrawDocument', again)).json.code).toBe('conflict')
    const file = { fileName: 'b.txt', mediaType: 'text/plain', size: 1, sha256: sha256('b') }
    const version = await platform.call('bavaria', 'addVersion', { params: { documentId }, body: file })
    expect(version.json.code).toBe('conflict')
  })

  it('holds for a file that arrives later', async () => {
    const created = await platform.call('bavaria', 'createDocument', { body: announced('Hello') })
    const documentId = created.json.document.id
    const request = { params: { documentId }, body: { reason: 'x' }, headers: { 'if-match': created.etag } }
    await platform.call('bavaria', 'withdrawDocument', request)
    platform.bucket.set(created.json.upload.fields.key, Buffer.from('Hello'))
    await platform.arrive(created.json.upload.fields.key)
    expect((await platform.read('bavaria', documentId)).json.status).toBe('withdrawn')
    expect((await platform.read('anonymous', documentId)).status).toBe(404)
  })
})
