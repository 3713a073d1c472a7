import { createHmac, timingSafeEqual } from 'node:crypto'
import * as z from 'zod'
import type { Position } from './call.ts'
import { InvalidCursorError } from './errors.ts'

/** Bytes of the authentication code that are kept: 96 bits cannot be guessed over a throttled API. */
const CODE_BYTES = 12

const Sealed = z.record(z.string(), z.string())

const codeOf = (payload: string, scope: string, secret: string): Buffer =>
  createHmac('sha256', secret).update(scope).update('\n').update(payload).digest().subarray(0, CODE_BYTES)

/** Seals where a page begins into a cursor, bound to its scope: route, filters and actor. */
export const sealCursor = (position: Position, scope: string, secret: string): string => {
  const payload = Buffer.from(JSON.stringify(position)).toString('base64url')
  return `${payload}.${codeOf(payload, scope, secret).toString('base64url')}`
}

/** Opens a cursor. @throws InvalidCursorError when it is forged, damaged, or of another scope */
export const openCursor = (cursor: string, scope: string, secret: string): Position => {
  const [payload = '', code = ''] = cursor.split('.')
  const given = Buffer.from(code, 'base64url')
  const expected = codeOf(payload, scope, secret)
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw new InvalidCursorError()
  return Sealed.parse(JSON.parse(Buffer.from(payload, 'base64url').toString()))
}
