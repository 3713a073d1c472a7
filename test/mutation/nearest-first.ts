import { statSync } from 'node:fs'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** A mutant is dead with the first test that fails: those of the model itself first, then the smaller files, which load
 *  less. */
export class NearestFirst extends BaseSequencer {
  override async sort(specifications: TestSpecification[]): Promise<TestSpecification[]> {
    const placed = specifications.map((specification) => ({
      specification,
      distance: distanceOf(specification.moduleId),
      size: statSync(specification.moduleId).size,
    }))
    placed.sort((a, b) => a.distance - b.distance || a.size - b.size)
    return placed.map(({ specification }) => specification)
  }
}

const distanceOf = (file: string): number => {
  if (/\/test\/unit\/.*\/model\b/.test(file)) return 0
  return file.includes('/test/unit/') ? 1 : 2
}
