import type { Context, Page, Position } from '#kernel/call'
import { changeBy, fromItem, type Stored, toDeleted, toItem, valuesOf } from '#kernel/entity'
import { NotFoundError } from '#kernel/errors'
import type { Freshness, Table, Write } from '#kernel/table'
import { applicationEntity, applicationKey, applicationsKey } from '../keys.ts'
import type { ApplicationRecord, ApplicationStatus } from '../model.ts'

/** Where applications to registers are kept. */
export class ApplicationStore {
  readonly table: Table
  constructor(table: Table) {
    this.table = table
  }

  /** The application, as it is now unless it is only shown. @throws NotFoundError */
  async get(id: string, freshness: Freshness = { consistent: true }): Promise<Stored<ApplicationRecord>> {
    const stored = fromItem(applicationEntity, await this.table.get(applicationKey(id), freshness))
    if (stored === undefined) throw noSuchApplication(id)
    return stored
  }

  /** Those to a register in a status, newest first. */
  async page(
    register: string,
    status: ApplicationStatus,
    page: { readonly limit: number; readonly after?: Position | undefined },
  ): Promise<Page<ApplicationRecord>> {
    const { items, next } = await this.table.query({
      index: 'gsi1',
      pk: applicationsKey(register, status),
      descending: true,
      ...page,
    })
    return { items: valuesOf(applicationEntity, items), next }
  }
}

/** The write that stores an application at its next version. */
export const applicationPut = (
  application: ApplicationRecord,
  version: number,
  context: Context,
  action: string,
): Write => ({
  put: toItem(applicationEntity, application, { version: version + 1, change: changeBy(context, action) }),
  if: version === 0 ? 'absent' : { version },
})

/** The write that deletes an application and says who did it. */
export const applicationDeletion = (
  { value, version }: Stored<ApplicationRecord>,
  context: Context,
): Write => ({
  put: toDeleted(applicationEntity, value, {
    version: version + 1,
    change: changeBy(context, 'delete-application'),
    at: context.at,
  }),
  if: { version },
})

export const noSuchApplication = (id: string) =>
  new NotFoundError({ en: `There is no application ${id}.`, ru: `Заявки ${id} нет.` })
