import { DeleteObjectCommand, GetObjectCommand } from '@aws-sdk/client-s3'
import { failureIn, type KeptFailure, outcomeOf } from '#delivery/failures/model'
import { keysIn } from './keys-in.ts'
import type { OperatedPlatform } from './operated-platform.ts'

/** What could not be processed, with where the failures bucket keeps it. */
export interface Failure extends KeptFailure {
  readonly key: string
}

/** All that the failures bucket keeps, what was given up first first.
 *  @returns besides the failures the keys of objects that are none */
export const readFailures = async (
  platform: OperatedPlatform,
): Promise<{ readonly failures: readonly Failure[]; readonly foreign: readonly string[] }> => {
  const Bucket = await platform.bucketName('failures')
  const failures: Failure[] = []
  const foreign: string[] = []
  for (const key of await keysIn(platform, Bucket)) {
    const { Body } = await platform.objects.send(new GetObjectCommand({ Bucket, Key: key }))
    const failure = failureIn((await Body?.transformToString()) ?? '')
    if (failure === undefined) foreign.push(key)
    else failures.push({ ...failure, key })
  }
  return { failures: failures.sort((a, b) => a.facts.at.localeCompare(b.facts.at)), foreign }
}

/** Gives what failed to its function once more, and removes the object when all of it was handled.
 *  @returns why it stays; undefined when it was handled */
export const replay = async (
  platform: OperatedPlatform,
  { key, facts, event }: Failure,
): Promise<string | undefined> => {
  const outcome = outcomeOf(await platform.invoke(facts.function, event))
  switch (outcome.kind) {
    case 'threw':
      return `${outcome.error.errorType}: ${outcome.error.errorMessage}`
    case 'records-refused':
      return `${outcome.refused} of its records failed again`
    case 'handled':
      await platform.objects.send(
        new DeleteObjectCommand({ Bucket: await platform.bucketName('failures'), Key: key }),
      )
      return undefined
    default:
      return outcome satisfies never
  }
}
