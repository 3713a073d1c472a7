import '../operations.css'
import '../../../forms/forms.css'
import { getRouteApi } from '@tanstack/react-router'
import { ForHolders } from '../../../session/may.tsx'
import { Choice } from '../../../ui/choice.tsx'
import { Heading } from '../../../ui/heading.tsx'
import { OFFERED, type OfferedKind } from '../imports/kinds.ts'
import { t } from '../texts/index.ts'
import { ChooseTable } from '../ui/choose-table.tsx'

const route = getRouteApi('/imports')

/** Brings a table in, by the rules of the command `npm run import`. */
export const ImportsPage = () => {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const kind = OFFERED.find(({ name }) => name === search.kind)
  return (
    <>
      <Heading title={t.imports.title} lead={t.imports.lead} />
      <div className="fields">
        <Choice
          name={t.imports.kind}
          value={kind?.name ?? ''}
          options={[
            ['', t.imports.chooseKind],
            ...OFFERED.map(({ name }) => [name, t.imports.kinds[name]] as const),
          ]}
          onChange={(next) => void navigate({ search: next === '' ? {} : { kind: next }, replace: true })}
        />
      </div>
      {kind === undefined ? (
        <p className="hint">{t.imports.order}</p>
      ) : (
        <Chosen key={kind.name} kind={kind} />
      )}
    </>
  )
}

const Chosen = ({ kind }: { readonly kind: OfferedKind }) => (
  <ForHolders of={kind.powers} lacking={t.imports.mayNot}>
    <ChooseTable kind={kind} />
  </ForHolders>
)
