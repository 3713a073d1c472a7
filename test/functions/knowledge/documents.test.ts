import { beforeEach, describe, expect, it } from 'vitest'
import {
  type ActorName,
  announced,
  BAVARIAN_CLUSTER,
  DRAFT_CLUSTER,
  id,
  knowledge,
  sha256,
  TWO_LAND_CLUSTER,
} from './support.ts'

let platform: ReturnType<typeof knowledge>
beforeEach(() => {
  platform = knowledge()
})

describe('publishing a document', () => {
  it('goes from the announcement over the upload to a download under its own name', async () => {
    const content = 'Число членов кластера выросло.'
    const created = await platform.call('bavaria', 'createDocument', { body: announced(content) })
    expect(created).toMatchObject({
      status: 201,
      etag: '"1"',
      json: {
        version: 1,
        document: {
          status: 'awaiting-upload',
          current: null,
          versions: [{ number: 1, status: 'awaiting-upload' }],
        },
        upload: { method: 'POST', expiresAt: '2026-03-01T12:15:00.000Z' },
      },
    })
    const { id: documentId } = created.json.document
    const { key } = created.json.upload.fields
    expect(key).toBe(`incoming/${documentId}/1`)
    expect((await platform.read('anonymous', documentId)).status).toBe(404)
    expect(await platform.list('anonymous')).toEqual([])

    platform.bucket.set(key, Buffer.from(content))
    expect(await platform.arrive(key)).toEqual({ outcome: 'available' })
    expect([...platform.bucket.keys()]).toEqual([`documents/${documentId}/1`])

    expect(await platform.read('anonymous', documentId)).toMatchObject({
      status: 200,
      etag: '"2"',
      json: { status: 'available', current: 1, versions: [{ status: 'available', sha256: sha256(content) }] },
    })
    expect(await platform.list('anonymous')).toEqual([documentId])
    const { json } = await platform.download('anonymous', documentId)
    expect(json).toMatchObject({ version: 1, fileName: 'Отчёт за 2025 год.txt', sha256: sha256(content) })
    expect(new URL(json.url).searchParams.get('disposition')).toBe(
      `attachment; filename="_____ __ 2025 ___.txt"; filename*=UTF-8''${encodeURIComponent('Отчёт за 2025 год.txt')}`,
    )
  })

  it('answers a repeat with the first reply', async () => {
    const request = { body: announced('Hello'), headers: { 'idempotency-key': 'one' } }
    const first = await platform.call('bavaria', 'createDocument', request)
    const second = await platform.call('bavaria', 'createDocument', request)
    expect(second.text).toBe(first.text)
    expect((await platform.list('bavaria')).length).toBe(1)
  })

  it('keeps an id that comes from elsewhere, once', async () => {
    const body = announced('Hello', { id: id('doc', 77) })
    const created = await platform.call('bavaria', 'createDocument', { body })
    expect(created.json.document.id).toBe(id('doc', 77))
    const again = await platform.call('bavaria', 'createDocument', { body })
    expect(again).toMatchObject({ status: 409, json: { code: 'conflict' } })
  })

  it('needs the power over the region concerned', async () => {
    expect((await platform.call('anonymous', 'createDocument', { body: announced('x') })).status).toBe(401)
    expect((await platform.call('stranger', 'createDocument', { body: announced('x') })).status).toBe(403)
    expect((await platform.call('hesse', 'createDocument', { body: announced('x') })).status).toBe(403)
  })

  it('needs it over the one region that is named, else over all regions of the clusters, else over everything', async () => {
    const create = async (as: ActorName, body: object) =>
      (await platform.call(as, 'createDocument', { body: announced('x', { region: undefined, ...body }) }))
        .status
    expect(await create('bavaria', { clusters: [TWO_LAND_CLUSTER], region: 'DE-BY' })).toBe(201)
    expect(await create('bavaria', { clusters: [TWO_LAND_CLUSTER] })).toBe(403)
    expect(await create('bavaria', { clusters: [BAVARIAN_CLUSTER] })).toBe(201)
    expect(await create('bavaria', {})).toBe(403)
    expect(await create('ministry', {})).toBe(201)
  })

  it('names what does not fit', async () => {
    const body = announced('x', { categories: ['nothing'], clusters: [DRAFT_CLUSTER, id('clu', 9)] })
    const response = await platform.call('ministry', 'createDocument', { body })
    expect(response).toMatchObject({ status: 422, json: { code: 'rule-failed' } })
    expect(response.json.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
      '/categories/0',
      '/clusters/0',
      '/clusters/1',
    ])
    const elsewhere = announced('x', { clusters: [BAVARIAN_CLUSTER], region: 'DE-HE' })
    const refused = await platform.call('ministry', 'createDocument', { body: elsewhere })
    expect(refused.json.errors).toEqual([
      { pointer: '/clusters/0', detail: 'the cluster is not in the region concerned' },
    ])
  })

  it.each([
    ['a name that its type does not have', { fileName: 'report.pdf' }, '/fileName'],
    ['a path in the name', { fileName: '../report.txt' }, '/fileName'],
    ['a type that is not published', { mediaType: 'application/x-msdownload' }, '/mediaType'],
    ['more than 50 MB', { size: 50 * 1024 * 1024 + 1 }, '/size'],
    ['nothing', { size: 0 }, '/size'],
    ['a wrong hash', { sha256: 'abc' }, '/sha256'],
    ['no title', { titles: {} }, '/titles'],
  ])('refuses %s', async (_what, wrong, pointer) => {
    const response = await platform.call('bavaria', 'createDocument', { body: announced('x', wrong) })
    expect(response).toMatchObject({ status: 422, json: { errors: [expect.objectContaining({ pointer })] } })
  })
})

describe('a file that has arrived', () => {
  const sent = async (declared: Record<string, unknown>, content: string) => {
    const created = await platform.call('bavaria', 'createDocument', { body: announced('Hello', declared) })
    const { key } = created.json.upload.fields
    platform.bucket.set(key, Buffer.from(content))
    return { documentId: created.json.document.id, key }
  }

  it.each([
    ['size', {}, 'Hello!'],
    ['size', {}, 'Hell'],
    ['checksum', {}, 'Jello'],
    ['type', { fileName: 'a.png', mediaType: 'image/png' }, 'Hello'],
  ])('is refused by its %s and removed', async (code, declared, content) => {
    const { documentId, key } = await sent(declared, content)
    expect(await platform.arrive(key)).toEqual({ outcome: 'refused', code })
    expect(platform.bucket.size).toBe(0)
    expect((await platform.read('bavaria', documentId)).json).toMatchObject({
      status: 'awaiting-upload',
      current: null,
      versions: [{ status: 'refused', refusal: { code } }],
    })
    expect((await platform.download('bavaria', documentId)).status).toBe(404)
  })

  it('is checked once, however often it is told of', async () => {
    const { documentId, key } = await sent({}, 'Hello')
    await platform.arrive(key)
    const before = (await platform.read('bavaria', documentId)).etag
    platform.bucket.set(key, Buffer.from('Hello'))
    expect(await platform.arrive(key)).toEqual({ outcome: 'not-awaited' })
    expect([...platform.bucket.keys()]).toEqual([`documents/${documentId}/1`])
    expect((await platform.read('bavaria', documentId)).etag).toBe(before)
  })

  it('is finished by the same event after a stop in between', async () => {
    const { documentId, key } = await sent({}, 'Hello')
    const copy = platform.objects.copy
    platform.objects.copy = async (...parts) => {
      await copy(...parts)
      throw new Error('stopped')
    }
    await expect(platform.arrive(key)).rejects.toThrow('stopped')
    platform.objects.copy = copy
    expect(await platform.arrive(key)).toEqual({ outcome: 'available' })
    expect([...platform.bucket.keys()]).toEqual([`documents/${documentId}/1`])
  })

  it('is checked by two at once as by one', async () => {
    const { documentId, key } = await sent({}, 'Hello')
    const results = await Promise.allSettled([platform.arrive(key), platform.arrive(key)])
    expect(results.some(({ status }) => status === 'fulfilled')).toBe(true)
    expect((await platform.read('anonymous', documentId)).json).toMatchObject({
      status: 'available',
      current: 1,
    })
    expect([...platform.bucket.keys()]).toEqual([`documents/${documentId}/1`])
  })

  it('is removed when nobody awaits it', async () => {
    for (const key of [`incoming/${id('doc', 9)}/1`, 'incoming/what', `incoming/${id('doc', 9)}/0`]) {
      platform.bucket.set(key, Buffer.from('Hello'))
      expect(await platform.arrive(key)).toEqual({ outcome: 'not-awaited' })
    }
    expect(platform.bucket.size).toBe(0)
  })

  it('may be gone again', async () => {
    const { key } = await sent({}, 'Hello')
    platform.bucket.delete(key)
    expect(await platform.arrive(key)).toEqual({ outcome: 'gone' })
  })
})

describe('versions', () => {
  it('replace the file for readers once they were checked, and the old one stays readable', async () => {
    const documentId = await platform.publish('bavaria', {}, 'first')
    const file = { fileName: 'second.txt', mediaType: 'text/plain', size: 6, sha256: sha256('second') }
    const added = await platform.call('bavaria', 'addVersion', { params: { documentId }, body: file })
    expect(added).toMatchObject({ status: 201, json: { version: 2, document: { current: 1 } } })
    expect((await platform.download('anonymous', documentId)).json.version).toBe(1)
    expect((await platform.download('anonymous', documentId, { version: '2' })).status).toBe(404)
    expect((await platform.read('anonymous', documentId)).json.versions).toHaveLength(1)

    const { key } = added.json.upload.fields
    platform.bucket.set(key, Buffer.from('second'))
    await platform.arrive(key)
    expect((await platform.download('anonymous', documentId)).json).toMatchObject({
      version: 2,
      fileName: 'second.txt',
    })
    expect((await platform.download('anonymous', documentId, { version: '1' })).json).toMatchObject({
      version: 1,
    })
    expect(await platform.list('anonymous', { sha256: sha256('second') })).toEqual([documentId])
    expect(await platform.list('anonymous', { sha256: sha256('first') })).toEqual([])
  })

  it('get a new form while they are awaited', async () => {
    const created = await platform.call('bavaria', 'createDocument', { body: announced('Hello') })
    const params = { documentId: created.json.document.id, version: '1' }
    const form = await platform.call('bavaria', 'getUpload', { params })
    expect(form).toMatchObject({ status: 200, json: { fields: { key: created.json.upload.fields.key } } })
    expect((await platform.call('hesse', 'getUpload', { params })).status).toBe(404)
    const missing = await platform.call('bavaria', 'getUpload', { params: { ...params, version: '2' } })
    expect(missing.status).toBe(404)
    platform.bucket.set(created.json.upload.fields.key, Buffer.from('Hello'))
    await platform.arrive(created.json.upload.fields.key)
    expect((await platform.call('bavaria', 'getUpload', { params })).json.code).toBe('conflict')
  })
})

describe('who sees a document', () => {
  const everybody: readonly ActorName[] = [
    'anonymous',
    'stranger',
    'member',
    'manager',
    'bavaria',
    'hesse',
    'ministry',
  ]
  const seenBy = async (documentId: string) => {
    const seen: ActorName[] = []
    for (const actor of everybody) {
      const { status } = await platform.read(actor, documentId)
      const downloaded = await platform.download(actor, documentId)
      expect((await platform.list(actor)).includes(documentId)).toBe(status === 200)
      expect(downloaded.status).toBe(status)
      if (status === 200) seen.push(actor)
    }
    return seen
  }

  it('is everybody when it is public', async () => {
    expect(await seenBy(await platform.publish('bavaria', { visibility: 'public' }))).toEqual(everybody)
  })

  it('is the members and the management of its clusters, and the authority, when it is for members', async () => {
    const documentId = await platform.publish('bavaria', {
      visibility: 'members',
      clusters: [BAVARIAN_CLUSTER],
    })
    expect(await seenBy(documentId)).toEqual(['member', 'manager', 'bavaria', 'ministry'])
  })

  it('is the authority over its region when it is for the authority', async () => {
    const documentId = await platform.publish('bavaria', {
      visibility: 'authority',
      clusters: [BAVARIAN_CLUSTER],
    })
    expect(await seenBy(documentId)).toEqual(['bavaria', 'ministry'])
  })

  it('is its publisher always', async () => {
    const documentId = await platform.publish('manager', {
      visibility: 'authority',
      clusters: [BAVARIAN_CLUSTER],
    })
    expect(await seenBy(documentId)).toEqual(['manager', 'bavaria', 'ministry'])
  })
})
