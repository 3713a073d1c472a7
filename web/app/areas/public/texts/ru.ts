import type { Texts } from './en.ts'
import { cluster } from './ru/cluster.ts'
import { figures } from './ru/figures.ts'
import { library } from './ru/library.ts'
import { overview } from './ru/overview.ts'
import { register } from './ru/register.ts'
import { releases } from './ru/releases.ts'

/** Открытые страницы по-русски. */
export const ru: Texts = {
  ...overview,
  ...register,
  ...cluster,
  ...figures,
  ...releases,
  ...library,
}
