import { describe, expect, it } from 'vitest'
import { serve } from '#kernel/http/serve'
import { referenceContract } from '#reference/contract'
import { bavaria, ministry, NOW, platform } from '../../unit/registry/support.ts'
import { asking, authenticateAs } from '../registry/support.ts'

const start = async () => {
  const { reference, referenceTable } = await platform()
  const handler = serve({
    contract: referenceContract,
    handlers: reference,
    authenticate: authenticateAs({ ministry, bavaria }),
    table: referenceTable,
    clock: () => NOW,
  })
  return asking(referenceContract, handler)
}

describe('the code lists over their routes', () => {
  it('are read by everybody', async () => {
    const ask = await start()
    expect((await ask('GET', '/code-lists')).body.items).toHaveLength(16)
    const laender = await ask('GET', '/code-lists/regions?parent=DE')
    expect(laender.body.items.map((region: { code: string }) => region.code)).toEqual([
      'DE-BW',
      'DE-BY',
      'DE-HE',
    ])
    expect((await ask('GET', '/code-lists/nonsense')).status).toBe(400)
    expect((await ask('GET', '/code-lists/regions/XX')).status).toBe(404)
    expect((await ask('GET', '/code-lists/regions?colour=red')).status).toBe(400)
  })

  it('are changed by who holds the power over everything, with the version that was read', async () => {
    const ask = await start()
    const body = { names: { en: 'Bayern' }, level: 'land' }
    const path = '/code-lists/regions/DE-BY'
    expect((await ask('PUT', path, { body, headers: { 'if-match': '"1"' } })).status).toBe(401)
    expect((await ask('PUT', path, { as: 'bavaria', body, headers: { 'if-match': '"1"' } })).status).toBe(403)
    expect((await ask('PUT', path, { as: 'ministry', body })).status).toBe(428)
    const changed = await ask('PUT', path, { as: 'ministry', body, headers: { 'if-match': '"1"' } })
    expect(changed).toMatchObject({
      status: 200,
      headers: { etag: '"2"' },
      body: { names: { en: 'Bayern' } },
    })
    expect((await ask('PUT', path, { as: 'ministry', body, headers: { 'if-match': '"1"' } })).status).toBe(
      412,
    )
    expect(
      (
        await ask('PUT', '/code-lists/frequencies/A', {
          as: 'ministry',
          body,
          headers: { 'if-match': '"1"' },
        })
      ).status,
    ).toBe(400)
    const rows = [
      { code: 'DE-NW', parent: 'DE', level: 'land', names: { en: 'North Rhine-Westphalia' } },
      { code: '' },
    ]
    const imported = await ask('POST', '/code-lists/regions', { as: 'ministry', body: { rows } })
    expect(imported.body).toMatchObject({ created: 1, rejected: 1 })
  })
})
