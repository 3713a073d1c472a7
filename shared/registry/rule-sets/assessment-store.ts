import { gunzipSync, gzipSync } from 'node:zlib'
import type { Context, Page, Position } from '#kernel/call'
import { canonicalJson, sha256 } from '#kernel/digest'
import { changeBy, fromItem, toItem, valuesOf } from '#kernel/entity'
import { NotFoundError, TooLargeError } from '#kernel/errors'
import { queryAll, type Table, type Write } from '#kernel/table'
import { assessmentEntity, assessmentInputsEntity, assessmentKey, assessmentsOf, inputsOf } from '../keys.ts'
import { AssessmentInputs, type AssessmentRecord } from '../model.ts'

/** Characters of base64 in one record, below DynamoDB's 400 KB, and records for one assessment: a transaction
 *  takes 4 MB. */
const PART_LENGTH = 300_000
const MOST_PARTS = 8

/** Where assessments are kept, with what they judged. */
export class AssessmentStore {
  readonly table: Table
  constructor(table: Table) {
    this.table = table
  }

  /** One assessment of a cluster; it never changes. @throws NotFoundError */
  async get(cluster: string, id: string): Promise<AssessmentRecord> {
    const item = await this.table.get(assessmentKey(cluster, id))
    const stored = fromItem(assessmentEntity, item)
    if (stored !== undefined) return stored.value
    throw new NotFoundError({
      en: `There is no assessment ${id} of this cluster.`,
      ru: `Оценки ${id} этого кластера нет.`,
    })
  }

  /** What an assessment judged. */
  async inputs(id: string): Promise<AssessmentInputs> {
    const parts = valuesOf(assessmentInputsEntity, await queryAll(this.table, inputsOf(id)))
    const packed = Buffer.from(parts.map(({ data }) => data).join(''), 'base64')
    return AssessmentInputs.parse(JSON.parse(gunzipSync(packed).toString('utf8')))
  }

  /** A page of the assessments of a cluster, newest first. */
  async page(
    cluster: string,
    page: { readonly limit: number; readonly after?: Position | undefined },
  ): Promise<Page<AssessmentRecord>> {
    const { items, next } = await this.table.query({ ...assessmentsOf(cluster), descending: true, ...page })
    return { items: valuesOf(assessmentEntity, items), next }
  }
}

/** The digest by which what was judged can be told again. */
export const inputsHash = (inputs: AssessmentInputs): string => sha256(canonicalJson(inputs))

/** The writes that keep an assessment with what it judged.
 *  @throws TooLargeError when that does not fit a transaction */
export const assessmentAddition = (
  assessment: AssessmentRecord,
  inputs: AssessmentInputs,
  context: Context,
  action: string,
): readonly Write[] => {
  const packed = gzipSync(canonicalJson(inputs)).toString('base64')
  const of = Math.ceil(packed.length / PART_LENGTH)
  if (of > MOST_PARTS)
    throw new TooLargeError({
      en: `The members and ties of the cluster take ${of} records; an assessment keeps at most ${MOST_PARTS}.`,
      ru: `Участники и связи кластера занимают ${of} записей; оценка хранит не более ${MOST_PARTS}.`,
    })
  const parts = Array.from({ length: of }, (_, part) => ({
    assessment: assessment.id,
    part,
    of,
    data: packed.slice(part * PART_LENGTH, (part + 1) * PART_LENGTH),
  }))
  return [
    {
      put: toItem(assessmentEntity, assessment, { version: 1, change: changeBy(context, action) }),
      if: 'absent',
    },
    ...parts.map((part) => ({ put: toItem(assessmentInputsEntity, part) })),
  ]
}
