import { tableNamed } from '#kernel/aws'
import { readEnvironment } from '#kernel/env'
import { RegistryJobEnvironment } from '#registry/environment'
import { watchTerms } from '#registry/index'

const environment = readEnvironment(RegistryJobEnvironment)

/** Lets returned applications lapse after their term and reminds of confirmations that are due; answers what it did. */
export const handler = () => watchTerms(tableNamed(environment.REGISTRY_TABLE), new Date())
