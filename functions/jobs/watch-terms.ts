import { tableNamed } from '#kernel/aws'
import { readEnvironment } from '#kernel/env'
import { referenceReader } from '#reference/readers'
import { RegistryJobEnvironment } from '#registry/environment'
import { watchTerms } from '#registry/index'

const environment = readEnvironment(RegistryJobEnvironment)

const ports = {
  table: tableNamed(environment.REGISTRY_TABLE),
  reference: referenceReader(tableNamed(environment.REFERENCE_TABLE)),
}

/** Lets returned applications lapse after their term, announces and carries out the end of decisions with a term, and
 *  reminds of confirmations that are due; answers what it did. */
export const handler = () => watchTerms(ports, new Date())
