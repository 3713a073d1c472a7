import { entity } from '#kernel/entity'
import { Application } from '../model.ts'

export const applicationKey = (id: string) => ({ pk: `APPLICATION#${id}`, sk: 'APPLICATION' })
export const applicationsKey = (register: string, status: string) => `APPLICATIONS#${register}#${status}`

export const applicationEntity = entity({
  name: 'application',
  schemaVersion: 1,
  schema: Application,
  keys: ({ id, register, status, createdAt }) => ({
    ...applicationKey(id),
    gsi1pk: applicationsKey(register, status),
    gsi1sk: `${createdAt}#${id}`,
  }),
})
