import { useQuery } from '@tanstack/react-query'
import { SelectField, TextField, type ValueProps } from '../../../forms/fields.tsx'
import { useHolds } from '../../../session/may.tsx'
import { me } from '../../../session/me.ts'
import { people } from '../data.ts'

/** What people are called by id; known to who grants powers only. */
export const usePeople = (): ReadonlyMap<string, string> => {
  const lists = useHolds('power.grant')
  const { data: all = [] } = useQuery({ ...people(), enabled: lists === true })
  return new Map(all.flatMap(({ id, name, erased }) => (erased === undefined ? [[id, name] as const] : [])))
}

/** A person with an account: chosen by name by who may list people, else given by id. */
export const PersonField = ({
  hintById,
  ...field
}: ValueProps<string | undefined> & {
  /** What is said where only an id can be given: with one’s own. */
  readonly hintById: (own: string) => string
}) => {
  const lists = useHolds('power.grant')
  const known = usePeople()
  const { data: mine } = useQuery(me())
  const { value } = field
  const options = new Map([...(value === undefined ? [] : [[value, value] as const]), ...known])
  return lists ? (
    <SelectField {...field} options={[...options]} />
  ) : (
    <TextField {...field} hint={hintById(mine?.person ?? '–')} />
  )
}
