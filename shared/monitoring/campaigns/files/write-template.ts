import { mayUse } from '#kernel/access'
import type { Call } from '#kernel/call'
import { inLanguage } from '#kernel/localised-text'
import type { WrittenCell } from '#tabular/written-table'
import { owing } from '../../model.ts'
import type { campaignsContract } from '../contract.ts'
import { deskOf, earlierPeriod, type OpenedForm, openForm } from '../form-desk.ts'
import { earlierColumn, figureColumn } from '../model/columns.ts'
import type { CampaignPorts, ClusterNames } from '../ports.ts'

/** Forms read at once. */
const AT_ONCE = 8

/** A table with a row for each cluster that owes and that the actor reports for, filled in as far as the forms are,
 *  the last period beside it. @throws NotFoundError when there is no such campaign, or it has not opened */
export const getTemplate =
  (ports: CampaignPorts & { readonly names: ClusterNames }) =>
  async (call: Call<typeof campaignsContract.routes.getTemplate>) => {
    const desk = await deskOf(ports, call.params.campaignId)
    const forms = await inTurn([...owing(desk.duty.value)].sort(), (cluster) =>
      openForm(ports, desk, cluster, call.at),
    )
    const own = forms.filter(({ resource }) => mayUse(call.actor, 'kpi.submit', resource))
    const names = await ports.names.clusterNames(own.map(({ cluster }) => cluster))
    const { period, figures, name } = desk.campaign.value
    const held = desk.catalogue.at(period)
    const columns = figures.flatMap((figure) => {
      const indicator = held.get(figure.indicator)
      if (indicator === undefined) return []
      return [
        figureColumn(figure, indicator, call.language),
        earlierColumn(figure, earlierPeriod(indicator, period)),
      ]
    })
    const nameOf = (cluster: string) => {
      const found = names.get(cluster)
      return found === undefined ? '' : inLanguage(found, call.language)
    }
    const table = {
      name: inLanguage(name, call.language),
      header: ['cluster', 'name', 'version', ...columns],
      rows: own.map((form) => [form.cluster, nameOf(form.cluster), ...cellsOf(form)]),
    }
    const { format } = call.query
    // What writes spreadsheets is loaded with the first one.
    const { writeCsvTable, writeXlsxTable } = await import('#tabular/write-table')
    const bytes = format === 'csv' ? writeCsvTable(table) : await writeXlsxTable(table)
    const body = { fileName: `${call.params.campaignId}.${format}`, content: bytes.toString('base64') }
    return { status: 200 as const, body }
  }

const cellsOf = ({ form, lines }: OpenedForm): WrittenCell[] => [
  { number: String(form?.version ?? 0), decimals: 0 },
  ...lines.flatMap(({ indicator, observation, earlier }): WrittenCell[] =>
    [observation, earlier].map((one) => {
      if (one === undefined) return null
      return one.value === null ? one.obsStatus : { number: one.value, decimals: indicator.decimals }
    }),
  ),
]

const inTurn = async <T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> => {
  const results: R[] = []
  for (let start = 0; start < items.length; start += AT_ONCE)
    results.push(...(await Promise.all(items.slice(start, start + AT_ONCE).map(work))))
  return results
}
