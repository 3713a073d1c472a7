import * as z from 'zod'

/** Lifts a shape that a later one only adds optional members to. */
export const unchanged = (data: unknown) => data

/** Lifts a shape by members that a later one needs. */
export const lacking =
  (members: object) =>
  (data: unknown): object => ({ ...members, ...z.looseObject({}).parse(data) })

/** A version in a key: keys come in the order of versions. */
export const padded = (version: number): string => String(version).padStart(8, '0')
