import type { ActValues } from '../../../forms/act.ts'
import { ActFields } from '../../../forms/act-fields.tsx'
import { TextField } from '../../../forms/fields.tsx'
import { replaced, same, withPart } from '../../../forms/merge.ts'
import { May } from '../../../session/may.tsx'
import type { Cluster } from '../../../types.ts'
import { useCodes } from '../../../ui/codes.ts'
import type { Attestations } from '../data.ts'
import { resourceOf } from '../resource.ts'
import { t } from '../texts/index.ts'
import { FACTS, useAttestable } from './attestable.ts'
import { AttestationFields, type AttestationValues } from './attestation-fields.tsx'

/** By what a decision is judged. */
export interface Judging {
  readonly cluster: Cluster
  readonly ruleSets: readonly string[]
  /** What was attested when the rules were looked at. */
  readonly attested: Attestations
}

export interface WaiverValues {
  readonly act?: ActValues
  readonly reason?: string
}

/** What who decides attests, and the waiver of rules that are not passed. */
export const JudgedFields = ({
  judging: { cluster, ruleSets, attested },
  attestations,
  waiver,
  onAttest,
  onWaive,
}: {
  readonly judging: Judging
  readonly attestations: AttestationValues
  readonly waiver: WaiverValues | undefined
  readonly onAttest: (attestations: AttestationValues) => void
  readonly onWaive: (waiver: WaiverValues | undefined) => void
}) => {
  const regions = useCodes('regions')
  const attestable = useAttestable(cluster.id, ruleSets, attested)
  // What was typed is shown, even where the rules no longer look at it.
  const facts = FACTS.filter((fact) => attestable.facts.includes(fact) || attestations[fact] !== undefined)
  const isTaken = same({ ...attestations, ...attested }, attestations)
  return (
    <>
      {(facts.length > 0 || attestable.ofMembers.length > 0) && (
        <>
          <h3>{t.step.attested}</h3>
          <p className="hint">{t.step.attestedHint}</p>
        </>
      )}
      {!isTaken && (
        <p>
          <button type="button" onClick={() => onAttest({ ...attestations, ...attested })}>
            {t.step.takeTried}
          </button>
        </p>
      )}
      <AttestationFields
        cluster={cluster.id}
        attestable={{ ...attestable, facts }}
        name="attestations"
        value={attestations}
        onChange={(fact, value) => onAttest(replaced(attestations, [fact], value))}
      />
      <h3>{t.step.waiver}</h3>
      <May power="waiver.grant" resource={resourceOf(cluster, regions.all)} explain>
        <details open={waiver !== undefined}>
          <summary>{t.step.waive}</summary>
          <p className="hint">{t.step.waiverHint}</p>
          <TextField
            name="waiver/reason"
            label={t.step.labels['waiver/reason']}
            hint={t.step.waiverReasonHint}
            required
            lines={2}
            value={waiver?.reason}
            onChange={(reason) => onWaive(withPart(waiver, 'reason', reason))}
          />
          <ActFields
            name="waiver/act"
            value={waiver?.act}
            onChange={(act) => onWaive(withPart(waiver, 'act', act))}
          />
        </details>
      </May>
    </>
  )
}
