import { replaced } from './merge.ts'

/** Ties fields to the values of a form: `<TextField {...field('website')} />` is named, labelled and filled by its value,
 *  and what is typed becomes it.
 *  @param labels by the names of the values, as the summary of what is wrong calls them too */
export const bound =
  <V extends object, L extends Readonly<Record<string, string>>>(
    values: V,
    set: <K extends keyof V & string>(name: K, value: V[K] | undefined) => void,
    labels: L,
  ) =>
  <K extends keyof V & keyof L & string>(name: K) => ({
    name,
    label: labels[name],
    value: values[name],
    onChange: (value: V[K] | undefined) => set(name, value),
  })

/** Ties fields to the values of one row of a form: `<TextField {...part('town', 'Town 2')} />`.
 *  @param name of the rows
 *  @param index of this one, from 0 */
export const boundRow =
  <V extends object>(name: string, index: number, row: V, change: (row: V) => void) =>
  <K extends keyof V & string>(part: K, label: string) => ({
    name: `${name}/${index}/${part}`,
    label,
    value: row[part],
    onChange: (value: V[K] | undefined) => change(replaced(row, [part], value)),
  })
