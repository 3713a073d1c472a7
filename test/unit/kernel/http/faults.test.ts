import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { faultsOf } from '#kernel/http/faults'

const faults = (schema: z.ZodType, value: unknown, mark?: string) => {
  const { error } = schema.safeParse(value)
  if (error === undefined) throw new Error('the value fits')
  return faultsOf(error, mark)
}

describe('faults', () => {
  it.each<[z.ZodType, unknown, string]>([
    [z.string(), 7, 'неверный тип или нет значения: ожидается строка'],
    [z.int(), 1.5, 'неверный тип или нет значения: ожидается целое число'],
    [z.array(z.int()), {}, 'неверный тип или нет значения: ожидается список'],
    [z.string().min(21), '', 'слишком коротко: не менее 21 символа'],
    [z.string().min(11), '', 'слишком коротко: не менее 11 символов'],
    [z.string().max(1), 'ab', 'слишком длинно: не более 1 символа'],
    [z.array(z.int()).min(1), [], 'слишком мало: не менее 1 элемента'],
    [z.array(z.int()).max(2), [1, 2, 3], 'слишком много: не более 2 элементов'],
    [z.number().min(5), 4, 'слишком мало: не менее 5'],
    [z.number().gt(5), 5, 'слишком мало: больше 5'],
    [z.number().lt(5), 5, 'слишком много: меньше 5'],
    [z.iso.date(), '1.3.2026', 'ожидается дата ГГГГ-ММ-ДД'],
    [z.email(), 'x', 'ожидается адрес электронной почты'],
    [z.string().regex(/^a+$/), 'b', 'не соответствует шаблону /^a+$/'],
    [z.base64(), '?', 'неверный формат (base64)'],
    [z.number().multipleOf(3), 4, 'должно делиться на 3'],
    [z.enum(['a', 'b']), 'c', 'допустимо только: a, b'],
    [z.union([z.int(), z.boolean()]), 'x', 'значение не подходит ни под один допустимый вид'],
    [z.string().refine(() => false, { error: 'no', params: { ru: 'нет' } }), 'x', 'нет'],
    [z.string().refine(() => false, 'no words in Russian'), 'x', 'no words in Russian'],
  ])('of %o are told in Russian', (schema, value, russian) => {
    expect(faults(schema, value).map(({ detail }) => detail.ru)).toEqual([russian])
  })

  it('point into bodies by RFC 6901, and at parameters by name', () => {
    const schema = z.object({ 'a/b': z.object({ 'c~d': z.array(z.int()) }) })
    expect(faults(schema, { 'a/b': { 'c~d': [1, 'x'] } }).map(({ pointer }) => pointer)).toEqual([
      '/a~1b/c~0d/1',
    ])
    expect(faults(schema, 'x').map(({ pointer }) => pointer)).toEqual([''])
    expect(faults(z.object({ limit: z.int() }), {}, '?').map(({ pointer }) => pointer)).toEqual(['?limit'])
  })
})
