import type * as z from 'zod'
import type { releasesContract } from '#monitoring/contract/releases-contract'

type Release = z.output<(typeof releasesContract.routes.getRelease.responses)[200]>

/** Who sees a release before its time, as its form holds it. */
export interface EarlyReader {
  readonly person?: string
  readonly office?: Readonly<Record<string, string>>
}

/** A release's plan as its form holds it. */
export interface ReleasePlanValues {
  readonly title?: Readonly<Record<string, string>>
  /** An instant. */
  readonly releaseAt?: string
  readonly indicators: readonly string[]
  /** Separated by commas: `2025-Q1, 2025-Q2`. */
  readonly periods?: string
  readonly note?: Readonly<Record<string, string>>
  readonly embargo: readonly EarlyReader[]
}

export const emptyReleasePlan = (): ReleasePlanValues => ({ indicators: [], embargo: [] })

export const releasePlanValues = ({
  title,
  releaseAt,
  indicators,
  periods,
  note,
  embargo,
}: Release): ReleasePlanValues => ({
  title,
  releaseAt,
  indicators,
  periods: periods.join(', '),
  ...(note !== undefined && { note }),
  embargo: embargo.map(({ person, office }) => ({ office, ...(person !== undefined && { person }) })),
})

/** A release that revises another: of the same figures, to come at another time with a note of its own. */
export const revisionOf = (release: Release): ReleasePlanValues => {
  const { releaseAt: _r, note: _n, title: _t, ...kept } = releasePlanValues(release)
  return kept
}

/** What is sent of it, still to be checked by the schema. */
export const releasePlanContent = ({ periods = '', ...plain }: ReleasePlanValues): object => ({
  ...plain,
  periods: periods.split(/[,;\s]+/).filter(Boolean),
})
