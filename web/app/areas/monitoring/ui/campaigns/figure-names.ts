import { say } from '../../../../language.ts'
import { useCodes } from '../../../../ui/codes.ts'
import type { FormFigure } from '../../api.ts'
import { TOTAL } from '../../plan/figures.ts'

/** What a figure of a form is called, with its breakdown. */
export const useFormFigureName = (): ((figure: Pick<FormFigure, 'name' | 'breakdown'>) => string) => {
  const { nameOf: industry } = useCodes('industries')
  return ({ name, breakdown }) => (breakdown === TOTAL ? say(name) : `${say(name)}, ${industry(breakdown)}`)
}
