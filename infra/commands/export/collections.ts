import * as z from 'zod'
import { governanceContract } from '#governance/contract'
import { type ClientOptions, clientOf } from '#kernel/client'
import type { MovedRecord } from '#kernel/moved-record'
import { AskedFigure, Period, sliceKey } from '#monitoring/model'
import { ReleaseContent } from '#monitoring/releases/model/release'
import { basisName, type Series, seriesName } from '#monitoring/releases/model/series'
import type { MovedKindName } from '#records/model'
import { registryContract } from '#registry/contract'
import { ApplicationStatus, isDecided } from '#registry/model'
import { everyRow } from '../import/every-row.ts'

/** Reads all records of a kind. */
type Read = (kind: MovedKindName) => Promise<readonly MovedRecord[]>

/** By what names the collections of a kind are asked for: one, without a name, of a kind that has one for all. */
export const collectionsOf = async (
  kind: MovedKindName,
  options: ClientOptions,
  read: Read,
): Promise<readonly (string | undefined)[]> => {
  switch (kind) {
    case 'tie':
    case 'member-figures':
    case 'membership-proposal':
    case 'assessment':
      return clusterIds(options)
    case 'assessment-inputs':
      return eachOf(await read('assessment'), Named, ({ id }) => [id])
    case 'application':
      return registersByStatus(options)
    case 'application-step':
      return eachOf(await read('application'), Named, ({ id }) => [id])
    case 'campaign-duty':
      return eachOf(await read('campaign'), OfPeriod, ({ period }) => [period])
    case 'campaign-form':
    case 'member-form':
      return eachOf(await read('campaign'), Named, ({ id }) => [id])
    case 'named-enterprises':
      return eachOf(await read('campaign-duty'), Asked, ({ figures, period }) =>
        figures.map((figure) => sliceKey({ universe: 'cluster', ...figure, period })),
      )
    case 'alert':
      return eachOf(await read('alert-rule'), Named, ({ id }) => [id])
    case 'past-alert':
      return eachOf(await read('alert'), OfRule, ({ rule, subject, occurrence }) =>
        occurrence > 1 ? [`${rule}#${subject.universe}#${subject.dimension}#${subject.code}`] : [],
      )
    case 'release-content':
      return eachOf(await read('release-number'), Numbered, ({ number, attempt }) => [`${number}.${attempt}`])
    case 'release-rows':
      return inReleases(await read('release-content'), seriesName)
    case 'release-basis':
      return inReleases(await read('release-content'), basisName)
    case 'report-run':
      return eachOf(await read('report'), Named, ({ id }) => [id])
    case 'mail-settings':
      return personIds(options)
    case 'campaign':
    case 'alert-rule':
    case 'cluster-openness':
    case 'release':
    case 'release-counter':
    case 'release-number':
    case 'report':
    case 'due-report':
      return [undefined]
    default:
      return kind satisfies never
  }
}

const Named = z.object({ id: z.string() })
const OfPeriod = z.object({ period: z.string() })
const Asked = z.object({ period: Period, figures: z.array(AskedFigure) })
const OfRule = z.object({
  rule: z.string(),
  subject: z.object({ universe: z.string(), dimension: z.string(), code: z.string() }),
  occurrence: z.int(),
})
const Numbered = z.object({ number: z.int(), attempt: z.int() })

/** The names that records lead to, each once. */
const eachOf = <S extends z.ZodType>(
  records: readonly MovedRecord[],
  schema: S,
  names: (data: z.output<S>) => readonly string[],
): readonly string[] => [...new Set(records.flatMap(({ data }) => names(schema.parse(data))))]

/** The names of what releases hold by series or by indicator. */
const inReleases = (contents: readonly MovedRecord[], nameOf: (of: Series) => string): readonly string[] => [
  ...new Set(contents.map(({ of = '', data }) => `${of}#${nameOf(ReleaseContent.parse(data))}`)),
]

const REGISTERED = 'registered,suspended,removed,annulled'

const clusterIds = async (options: ClientOptions): Promise<readonly string[]> => {
  const client = clientOf(registryContract, options)
  const listed = await Promise.all(
    [REGISTERED, 'draft'].map((status) =>
      everyRow((page) => client.listClusters({ query: { ...page, status } })),
    ),
  )
  return listed.flat().map(({ id }) => id)
}

const registersByStatus = async (options: ClientOptions): Promise<readonly string[]> => {
  const registers = await everyRow((query) => clientOf(registryContract, options).listRegisters({ query }))
  const decided = ApplicationStatus.options.filter(isDecided)
  return registers.flatMap(({ id }) => decided.map((status) => `${id}#${status}`))
}

const personIds = async (options: ClientOptions): Promise<readonly string[]> =>
  (await everyRow((query) => clientOf(governanceContract, options).listPersons({ query })))
    .filter(({ erased }) => erased === undefined)
    .map(({ id }) => id)
