import { describe, expect, test } from 'vitest'
import { routeTable } from '../../../../../infra/local/gateway/routes.ts'

const find = routeTable(
  [
    'GET /api/v1/clusters',
    'GET /api/v1/clusters/{clusterId}',
    'GET /api/v1/clusters/mine',
    'ANY /api/v1/clusters/{clusterId}',
    'GET /files/{path+}',
    '$default',
  ].map((routeKey) => ({ routeKey, functionArn: routeKey })),
)

describe('the routes of an HTTP API', () => {
  test.each([
    ['GET', '/api/v1/clusters', 'GET /api/v1/clusters', undefined],
    ['GET', '/api/v1/clusters/mine', 'GET /api/v1/clusters/mine', undefined],
    ['GET', '/api/v1/clusters/clu_1', 'GET /api/v1/clusters/{clusterId}', { clusterId: 'clu_1' }],
    ['DELETE', '/api/v1/clusters/clu_1', 'ANY /api/v1/clusters/{clusterId}', { clusterId: 'clu_1' }],
    ['GET', '/files/a/b.txt', 'GET /files/{path+}', { path: 'a/b.txt' }],
    ['GET', '/api/v1/clusters/', '$default', undefined],
    ['POST', '/api/v1/clusters', '$default', undefined],
    ['GET', '/nowhere', '$default', undefined],
  ])('%s %s is answered by %s', (method, path, routeKey, parameters) => {
    expect(find(method, path)).toEqual({ route: { routeKey, functionArn: routeKey }, parameters })
  })

  test('without $default an unknown path has no route', () => {
    expect(routeTable([{ routeKey: 'GET /a', functionArn: 'a' }])('GET', '/b')).toBeUndefined()
  })
})
