import * as z from 'zod'
import { accessDenied, S3Error } from './error.ts'

/** The fields of a form upload, names in lower case, and its file. */
export interface FormUpload {
  readonly bucket: string
  readonly fields: Readonly<Record<string, string>>
  readonly fileBytes: number
}

const Condition = z.union([
  z.tuple([z.literal('eq'), z.string(), z.string()]),
  z.tuple([z.literal('starts-with'), z.string(), z.string()]),
  z.tuple([z.literal('content-length-range'), z.coerce.number(), z.coerce.number()]),
  z.record(z.string(), z.string()),
])

const Policy = z.object({ expiration: z.iso.datetime({ offset: true }), conditions: z.array(Condition) })

/** Fields that need no condition. */
const FREE_FIELDS = new Set(['file', 'policy', 'x-amz-signature'])

/** Holds a form upload against its policy: not expired, every condition met, and no field that no condition names.
 *  @param policy Base64 of its JSON; the signature over it is somebody else's to verify
 *  @throws S3Error that names the first condition it fails */
export const checkPolicy = (policy: string, upload: FormUpload, now: Date): void => {
  const { expiration, conditions } = read(policy)
  if (Date.parse(expiration) <= now.getTime())
    throw accessDenied('Invalid according to Policy: Policy expired.')
  const named = new Set<string>()
  for (const condition of conditions) {
    for (const single of flatten(condition)) {
      if (single.operator !== 'content-length-range') named.add(single.field)
      check(single, upload)
    }
  }
  for (const field of Object.keys(upload.fields)) {
    if (named.has(field) || FREE_FIELDS.has(field) || field.startsWith('x-ignore-')) continue
    throw accessDenied(`Invalid according to Policy: Extra input fields: ${field}`)
  }
}

type SingleCondition =
  | { readonly operator: 'eq' | 'starts-with'; readonly field: string; readonly value: string }
  | { readonly operator: 'content-length-range'; readonly least: number; readonly most: number }

const read = (policy: string): z.output<typeof Policy> => {
  try {
    return Policy.parse(JSON.parse(Buffer.from(policy, 'base64').toString('utf8')))
  } catch {
    throw new S3Error(400, 'InvalidPolicyDocument', 'Invalid Policy: the document is not well-formed.')
  }
}

const flatten = (condition: z.output<typeof Condition>): readonly SingleCondition[] => {
  if (!Array.isArray(condition)) {
    return Object.entries(condition).map(([field, value]) => ({
      operator: 'eq',
      field: field.toLowerCase(),
      value,
    }))
  }
  if (condition[0] === 'content-length-range') {
    return [{ operator: 'content-length-range', least: condition[1], most: condition[2] }]
  }
  return [
    { operator: condition[0], field: condition[1].replace(/^\$/, '').toLowerCase(), value: condition[2] },
  ]
}

const check = (condition: SingleCondition, { bucket, fields, fileBytes }: FormUpload): void => {
  if (condition.operator === 'content-length-range') {
    if (fileBytes < condition.least)
      throw new S3Error(
        400,
        'EntityTooSmall',
        'Your proposed upload is smaller than the minimum allowed size',
      )
    if (fileBytes > condition.most)
      throw new S3Error(400, 'EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size')
    return
  }
  const { operator, field, value } = condition
  const given = field === 'bucket' ? bucket : (fields[field] ?? '')
  if (operator === 'eq' ? given === value : given.startsWith(value)) return
  throw accessDenied(
    `Invalid according to Policy: Policy Condition failed: ["${operator}", "$${field}", "${value}"]`,
  )
}
