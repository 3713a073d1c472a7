import { useQuery } from '@tanstack/react-query'
import { wordFor } from '../../../language.ts'
import type { NamedCode } from '../../../types.ts'
import { useCodes } from '../../../ui/codes.ts'
import { t as words } from '../../../words/index.ts'
import { clusterNames } from '../data.ts'
import type { Dimension, Universe } from '../dimensions.ts'

interface Subject {
  readonly universe: Universe
  readonly dimension: Dimension
  readonly code: string
}

const coded = (names: Readonly<Record<string, string>>): readonly NamedCode[] =>
  Object.entries(names).map(([code, name]) => ({ code, names: { en: name, ru: name }, parent: null }))

/** What may be named: also groups that are divided in another way. */
type Named = Omit<Subject, 'dimension'> & {
  readonly dimension: Dimension | 'region-seat' | 'category-any'
}

interface Subjects {
  readonly nameOf: (subject: Named) => string
  /** The codes of a dimension, to choose from. */
  readonly toChoose: (of: Pick<Subject, 'universe' | 'dimension'>) => readonly NamedCode[]
}

/** What figures, targets and alerts are of, by name. */
export const useSubjects = (): Subjects => {
  const regions = useCodes('regions')
  const categories = useCodes('categories')
  const industries = useCodes('industries')
  const { data: clusters = new Map<string, string>() } = useQuery(clusterNames())
  return {
    nameOf: ({ universe, dimension, code }) => {
      switch (dimension) {
        case 'unit':
          return universe === 'cluster' ? (clusters.get(code) ?? code) : regions.nameOf(code)
        case 'region':
        case 'region-seat':
          return regions.nameOf(code)
        case 'category':
        case 'category-any':
          return categories.nameOf(code)
        case 'section':
          return industries.nameOf(code)
        case 'stage':
          return wordFor(words.stages, code)
        case 'type':
          return wordFor(words.types, code)
      }
    },
    toChoose: ({ universe, dimension }) => {
      switch (dimension) {
        case 'unit':
          return universe === 'cluster' ? coded(Object.fromEntries(clusters)) : regions.all
        case 'region':
          return regions.all
        case 'category':
          return categories.all
        case 'section':
          return industries.all.filter(({ parent }) => parent == null)
        case 'stage':
          return coded(words.stages)
        case 'type':
          return coded(words.types)
      }
    },
  }
}
