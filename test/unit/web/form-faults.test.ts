import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { faultsIn } from '../../../web/app/forms/faults.ts'

const Visit = z.object({
  guest: z.object({ name: z.string(), town: z.string().max(5) }),
  reason: z.enum(['work', 'study']),
  days: z.array(z.string()).min(1),
  rooms: z.array(z.string()).refine((rooms) => rooms.length > 0, {
    error: 'choose a room or a tent',
    params: { ru: 'выберите комнату или палатку' },
  }),
})

describe('what a form is told by a schema', () => {
  it('asks for what is missing, and says of all else what the schema says', () => {
    const values = { guest: { town: 'Heidelberg' }, days: [], rooms: [] }
    const { error } = Visit.safeParse(values)
    const faults = error && faultsIn(error, values, { language: 'ru', missing: 'нужно заполнить' })
    expect(new Map(faults?.map(({ pointer, detail }) => [pointer, detail]))).toEqual(
      new Map([
        ['/guest/name', 'нужно заполнить'],
        ['/guest/town', 'слишком длинно: не более 5 символов'],
        ['/reason', 'нужно заполнить'],
        ['/days', 'нужно заполнить'],
        ['/rooms', 'выберите комнату или палатку'],
      ]),
    )
  })
})
