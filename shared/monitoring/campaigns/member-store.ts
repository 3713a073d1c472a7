import { fromItem, type LastChange, type Stored, toItem } from '#kernel/entity'
import { queryAll, type Table, type Write } from '#kernel/table'
import { formPartition } from './form-keys.ts'
import { memberFormEntity, memberForms, memberLinkEntity, memberLinkKey } from './member-keys.ts'
import type { MemberForm } from './model/member-form.ts'

/** What members were asked and answered, and the links by which they do. */
export class MemberStore {
  readonly #table: Table

  constructor(table: Table) {
    this.#table = table
  }

  /** The forms of a cluster's members in the order of their organisations, strongly consistent. */
  async ofCluster(campaign: string, cluster: string): Promise<readonly Stored<MemberForm>[]> {
    const items = await queryAll(this.#table, {
      pk: formPartition(campaign),
      sk: { beginsWith: memberForms(cluster) },
      consistent: true,
    })
    return items.flatMap((item) => fromItem(memberFormEntity, item) ?? [])
  }

  async find(
    campaign: string,
    cluster: string,
    organisation: string,
  ): Promise<Stored<MemberForm> | undefined> {
    const key = { pk: formPartition(campaign), sk: `${memberForms(cluster)}${organisation}` }
    return fromItem(memberFormEntity, await this.#table.get(key, { consistent: true }))
  }

  /** The form that a link opens. */
  async byLink(digest: string): Promise<Stored<MemberForm> | undefined> {
    const link = fromItem(
      memberLinkEntity,
      await this.#table.get(memberLinkKey(digest), { consistent: true }),
    )
    if (link === undefined) return undefined
    const { campaign, cluster, organisation } = link.value
    return this.find(campaign, cluster, organisation)
  }

  /** The step that writes a form over the version that was read; 0 for none. */
  put(form: MemberForm, version: number, change: LastChange): Write {
    return {
      put: toItem(memberFormEntity, form, { version: version + 1, change }),
      if: version === 0 ? 'absent' : { version },
    }
  }

  /** The step that makes a link work. Its record goes by itself some days after its last one. */
  putLink({ digest, campaign, cluster, organisation, expiresOn }: MemberForm): Write {
    const end = Math.floor(Date.parse(`${expiresOn}T00:00:00Z`) / 1000)
    return {
      put: toItem(memberLinkEntity, { digest, campaign, cluster, organisation }, { expiresAt: end + KEPT }),
      if: 'absent',
    }
  }

  /** The step after which a link opens nothing. */
  removeLink(digest: string): Write {
    return { delete: memberLinkKey(digest) }
  }
}

/** Seconds for which the record of a link stands after the beginning of its last day. */
const KEPT = 3 * 24 * 60 * 60
