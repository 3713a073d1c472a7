import { Link } from '@tanstack/react-router'
import { say } from '../../../language.ts'
import { HolderName } from '../../../session/holder-name.tsx'

/** Who has a power, with the way to all that they have. */
export const HolderLink = ({
  holder,
  names,
}: {
  readonly holder: string
  /** Of an authority, as it was called then. */
  readonly names?: Readonly<Record<string, string>> | null | undefined
}) => {
  const name = names == null ? <HolderName id={holder} /> : say(names)
  return holder.startsWith('aut_') ? (
    <Link to="/authorities/$id" params={{ id: holder }}>
      {name}
    </Link>
  ) : (
    <Link to="/grants" search={{ holder }}>
      {name}
    </Link>
  )
}
