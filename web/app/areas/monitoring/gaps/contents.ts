import { figureOf } from '../plan/figures.ts'

/** Which figures of a form are made from the answers of members, as its form holds it: by name. */
export interface RollUpValues {
  readonly figures: readonly string[]
}

export const rollUpContent = ({ figures }: RollUpValues): object => ({ figures: figures.map(figureOf) })

/** How one value is imputed, as its form holds it. */
export interface ImputationValues {
  /** By name. */
  readonly figure?: string
  readonly method?: 'carried-forward' | 'peer-growth' | 'expert-estimate'
  /** Of an estimate by an expert only. */
  readonly value?: number
  readonly reason?: string
}

export const imputationContent = ({ figure, method, value, reason }: ImputationValues): object => ({
  values: [
    {
      ...(figure !== undefined && figureOf(figure)),
      method,
      ...(method === 'expert-estimate' && value !== undefined && { value: String(value) }),
      reason,
    },
  ],
})
