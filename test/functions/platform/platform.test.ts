import { join } from 'node:path'
import SwaggerParser from '@apidevtools/swagger-parser'
import { describe, expect, it, vi } from 'vitest'
import { ROOT } from '../../../infra/paths.ts'
import packageJson from '../../../package.json' with { type: 'json' }

// As in Lambda, the description lies where the function does.
vi.stubEnv('LAMBDA_TASK_ROOT', join(ROOT, 'docs'))
const { handler } = await import('../../../functions/api/platform.ts')

const call = async (routeKey: string, path: string, headers: Record<string, string> = {}) => {
  const event = {
    version: '2.0',
    routeKey,
    rawPath: path,
    rawQueryString: '',
    headers,
    requestContext: { requestId: 'request-1', http: { method: 'GET', path } },
    isBase64Encoded: false,
  }
  // The fields of the event and of the context that the pipeline reads.
  const response = await handler(event as never, { awsRequestId: 'request-1' } as never)
  return { ...response, json: JSON.parse(response.body ?? 'null') }
}

describe('the platform', () => {
  it('tells that it answers, and its version', async () => {
    const response = await call('GET /api/v1/health', '/api/v1/health')
    expect(response).toMatchObject({
      statusCode: 200,
      json: { status: 'ok', version: packageJson.version, training: false },
    })
  })

  it('answers with whatever credential comes along', async () => {
    const response = await call('GET /api/v1/health', '/api/v1/health', { authorization: 'Bearer old' })
    expect(response.statusCode).toBe(200)
  })

  it('describes its API by a valid document', async () => {
    const { json, statusCode } = await call('GET /api/v1/openapi.json', '/api/v1/openapi.json')
    expect(statusCode).toBe(200)
    const document = await SwaggerParser.validate(structuredClone(json))
    expect(document.info.version).toBe(packageJson.version)
  })

  it('answers an unknown address as problem details in the language of the caller', async () => {
    const response = await call('$default', '/api/v1/nothing', { 'accept-language': 'ru' })
    expect(response.statusCode).toBe(404)
    expect(response.headers?.['content-type']).toBe('application/problem+json; charset=utf-8')
    expect(response.json).toMatchObject({
      code: 'not-found',
      status: 404,
      instance: '/api/v1/nothing',
      detail: 'Нет маршрута GET /api/v1/nothing; список — на странице /docs.',
    })
  })
})
