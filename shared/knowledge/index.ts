import { signingIdentity } from '#kernel/aws'
import type { Handlers } from '#kernel/call'
import { type Clock, systemClock } from '#kernel/clock'
import { idSource, type NewId } from '#kernel/ids'
import type { Table } from '#kernel/table'
import type { ClusterReader as RegistryClusters, RegistryReader } from '#registry/readers'
import { changeDocument, withdrawDocument } from './change-document.ts'
import { clustersOf } from './clusters.ts'
import type { knowledgeContract } from './contract.ts'
import { DocumentStore } from './document-store.ts'
import type { ArrivalEnvironment, KnowledgeEnvironment } from './environment.ts'
import { signedFileGate } from './file-gate.ts'
import { type Finalised, finaliseDocument, ObjectCreated } from './finalise-document.ts'
import { S3ObjectStore } from './object-store.ts'
import type { FileGate, ObjectStore, Ports } from './ports.ts'
import { addVersion, createDocument, getUpload } from './publish-document.ts'
import { downloadDocument, getDocument, listDocuments } from './read-documents.ts'

/** Builds the use cases of documents over their table. */
export const createKnowledge = (
  environment: Pick<KnowledgeEnvironment, 'DOCUMENTS_BUCKET' | 'AWS_ENDPOINT_URL_S3'>,
  options: {
    readonly table: Table
    readonly registry: Pick<RegistryReader & RegistryClusters, 'clusterRegions' | 'membershipFacts'>
    readonly reference: Ports['reference']
    readonly files?: FileGate
    readonly newId?: NewId
  },
): Handlers<typeof knowledgeContract> => {
  const { table, registry, reference, newId = idSource() } = options
  const files =
    options.files ??
    signedFileGate({
      bucket: environment.DOCUMENTS_BUCKET,
      endpoint: environment.AWS_ENDPOINT_URL_S3,
      identity: signingIdentity,
    })
  const ports = {
    documents: new DocumentStore(table),
    clusters: clustersOf(registry),
    reference,
    files,
    newId,
  }
  return {
    listDocuments: listDocuments(ports),
    createDocument: createDocument(ports),
    getDocument: getDocument(ports),
    changeDocument: changeDocument(ports),
    addVersion: addVersion(ports),
    getUpload: getUpload(ports),
    downloadDocument: downloadDocument(ports),
    withdrawDocument: withdrawDocument(ports),
  }
}

/** Builds what checks files as they arrive.
 *  @returns takes the event that EventBridge sends; throws for what is no such event */
export const createArrivals = (
  environment: Pick<ArrivalEnvironment, 'DOCUMENTS_BUCKET'>,
  options: { readonly table: Table; readonly objects?: ObjectStore; readonly clock?: Clock },
): ((event: unknown) => Promise<Finalised>) => {
  const objects = options.objects ?? new S3ObjectStore(environment.DOCUMENTS_BUCKET)
  const finalise = finaliseDocument({
    documents: new DocumentStore(options.table),
    objects,
    clock: options.clock ?? systemClock,
  })
  return (event) => finalise(ObjectCreated.parse(event))
}
