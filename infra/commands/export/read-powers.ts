import { governanceContract } from '#governance/contract'
import { directSource } from '#governance/model'
import { type ClientOptions, clientOf } from '#kernel/client'
import { everyRow } from '../import/every-row.ts'
import { cut } from './cut.ts'

/** Who holds which power: people, authorities, positions, grants with what was delegated from them, acting officials,
 *  and the ends of authorities. */
export const readPowers = async (
  kind: 'persons' | 'authorities' | 'positions' | 'grants' | 'substitutions' | 'successions',
  options: ClientOptions,
) => {
  const client = clientOf(governanceContract, options)
  switch (kind) {
    case 'persons':
      return (await everyRow((query) => client.listPersons({ query })))
        .filter(({ erased }) => erased === undefined)
        .map((row) => cut(row))
    case 'authorities':
      return (await everyRow((query) => client.listAuthorities({ query }))).map((row) =>
        cut(row, 'ended', 'absorbed'),
      )
    case 'positions': {
      const gone = await erased(options)
      return (await everyRow((query) => client.listPositions({ query })))
        .filter(({ person }) => !gone.has(person))
        .map((row) => cut(row))
    }
    case 'grants':
      return (await everyRow((query) => client.listGrants({ query }))).map((row) => ({
        ...cut(row, 'grantedBy', 'sources'),
        ...(row.sources && { source: directSource(row) }),
      }))
    case 'substitutions': {
      const gone = await erased(options)
      return (await everyRow((query) => client.listSubstitutions({ query })))
        .filter(({ person, substitute }) => !gone.has(person) && !gone.has(substitute))
        .map((row) => cut(row, 'person', 'holder'))
    }
    case 'successions':
      // Who ended later may have succeeded who ended before.
      return (await everyRow((query) => client.listAuthorities({ query })))
        .flatMap(({ code, ended }) => (ended === undefined ? [] : [{ authority: code, ...ended }]))
        .sort((a, b) => (a.on < b.on ? -1 : 1))
        .map((row) => cut(row))
    default:
      return kind satisfies never
  }
}

/** Of whom nothing is known any more: nothing can be given to them elsewhere. */
const erased = async (options: ClientOptions): Promise<ReadonlySet<string>> => {
  const client = clientOf(governanceContract, options)
  const people = await everyRow((query) => client.listPersons({ query }))
  return new Set(people.filter((person) => person.erased !== undefined).map(({ id }) => id))
}
