import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { USE_BY_MACHINES } from '#governance/model/api-key'
import { bound } from '../../../forms/bound.ts'
import { CheckField, DateField, NumberField, TextField } from '../../../forms/fields.tsx'
import { Form } from '../../../forms/form.tsx'
import { useForm } from '../../../forms/use-form.ts'
import { ForHolders } from '../../../session/may.tsx'
import { tell } from '../../../ui/done.ts'
import { Heading } from '../../../ui/heading.tsx'
import { governance } from '../api.ts'
import { NOWHERE } from '../grant-values.ts'
import type { KeyValues } from '../key-values.ts'
import { POWERS, powerName } from '../powers/names.ts'
import { t } from '../texts/index.ts'
import { AreaNav } from '../ui/area-nav.tsx'
import { HolderField } from '../ui/holder-field.tsx'
import { ReachFields } from '../ui/reach-fields.tsx'
import { SecretOnce } from '../ui/secret-once.tsx'

/** What machines may be empowered to do at all. */
const FOR_MACHINES = POWERS.filter((power) => USE_BY_MACHINES[power] !== 'never')

/** Makes an API key, and shows its secret this once. */
export const NewApiKeyPage = () => {
  const [made, setMade] = useState<{ readonly id: string; readonly token: string }>()
  return (
    <>
      <Heading title={t.keys.make} lead={t.keys.makeLead} />
      <AreaNav />
      {made === undefined && (
        <ForHolders of={['api-key.manage']} lacking={t.keys.notYours}>
          <KeyForm onMade={setMade} />
        </ForHolders>
      )}
      {made && (
        <>
          <SecretOnce token={made.token} />
          <p>
            <Link to="/api-keys/$id" params={{ id: made.id }}>
              {t.keys.toKey}
            </Link>
          </p>
        </>
      )}
    </>
  )
}

/** A year from now, as the last day is proposed. */
const inAYear = (): string => {
  const at = new Date()
  at.setUTCFullYear(at.getUTCFullYear() + 1)
  return at.toISOString().slice(0, 10)
}

const KeyForm = ({
  onMade,
}: {
  readonly onMade: (made: { readonly id: string; readonly token: string }) => void
}) => {
  const initial: KeyValues = {
    powers: [],
    reach: NOWHERE,
    mayDecide: false,
    requestsPerMinute: 600,
    expiresOn: inAYear(),
  }
  const form = useForm({
    id: 'api-key.new',
    title: t.keys.make,
    initial,
    check: async () => (await import('../checks.ts')).newApiKey,
    send: (body) => governance.createApiKey({ body }),
    onDone: ({ body: { id, token } }) => {
      tell(t.keys.made)
      onMade({ id, token })
    },
  })
  const { values, set } = form
  const label = t.keys.labels
  const decides = values.powers.some((power) => USE_BY_MACHINES[power] === 'explicit')
  const field = bound(values, set, label)
  return (
    <Form form={form} action={t.keys.make} labels={{ ...t.grants.labels, ...label }}>
      <TextField {...field('title')} hint={t.keys.titleHint} required />
      <HolderField {...field('holder')} />
      <fieldset className="pair">
        <legend>{label.powers}</legend>
        {FOR_MACHINES.map((power) => (
          <CheckField
            key={power}
            name={`powers/${power}`}
            label={
              USE_BY_MACHINES[power] === 'explicit' ? t.keys.deciding(powerName(power)) : powerName(power)
            }
            value={values.powers.includes(power)}
            onChange={(isOn) =>
              set('powers', isOn ? [...values.powers, power] : values.powers.filter((one) => one !== power))
            }
          />
        ))}
      </fieldset>
      {decides && <CheckField {...field('mayDecide')} hint={t.keys.mayDecideHint} />}
      <ReachFields value={values.reach} onChange={(reach) => set('reach', reach)} />
      <DateField {...field('expiresOn')} hint={t.keys.expiresHint} required />
      <NumberField {...field('requestsPerMinute')} required min={1} max={6000} step={1} />
    </Form>
  )
}
