import { cluster } from './en/cluster.ts'
import { figures } from './en/figures.ts'
import { library } from './en/library.ts'
import { overview } from './en/overview.ts'
import { register } from './en/register.ts'
import { releases } from './en/releases.ts'

/** The pages for everybody, in English. */
export const en = {
  ...overview,
  ...register,
  ...cluster,
  ...figures,
  ...releases,
  ...library,
}

export type Texts = typeof en
