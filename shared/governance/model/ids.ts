import * as z from 'zod'
import { wording } from '#kernel/wording'
import { idOf } from '../../kernel/ids.ts'

export const PersonId = idOf('per').meta({ id: 'PersonId' })
export const AuthorityId = idOf('aut').meta({ id: 'AuthorityId' })
export const PositionId = idOf('pos').meta({ id: 'PositionId' })
export const SubstitutionId = idOf('sub').meta({ id: 'SubstitutionId' })
export const GrantId = idOf('gra').meta({ id: 'GrantId' })
export type PersonId = z.output<typeof PersonId>
export type AuthorityId = z.output<typeof AuthorityId>
export type GrantId = z.output<typeof GrantId>

/** Who can hold powers: an authority or an organisation. */
export const HolderId = z
  .string()
  .regex(
    /^(aut|org)_[0-7][0-9A-HJKMNP-TV-Z]{25}$/,
    wording({
      en: 'expected the id of an authority or an organisation',
      ru: 'ожидается идентификатор ведомства или организации',
    }),
  )
  .register(z.globalRegistry, { id: 'HolderId' })

/** A short code by which people and imports name an authority. */
export const AuthorityCode = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9-]{0,39}$/,
    wording({
      en: 'expected lower-case letters, digits and hyphens',
      ru: 'ожидаются строчные латинские буквы, цифры и дефисы',
    }),
  )
  .register(z.globalRegistry, { example: 'ministry' })

/** A holder as callers name it: by id, or an authority by its code. */
export const HolderName = z.union([HolderId, AuthorityCode])
