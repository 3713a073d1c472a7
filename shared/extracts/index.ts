import { randomBytes } from 'node:crypto'
import { signingIdentity } from '#kernel/aws'
import type { Handlers } from '#kernel/call'
import { bucketUrl, presignGet } from '#kernel/presign'
import type { Table } from '#kernel/table'
import { type ReferenceReader, referenceReader } from '#reference/readers'
import { extractReader } from '#registry/readers'
import type { extractsContract } from './contract.ts'
import type { ExtractsEnvironment } from './environment.ts'
import { ExtractStore } from './extract-store.ts'
import { importExtracts, listExtracts } from './import-extracts.ts'
import { getExtractContent, issueExtract } from './issue-extract.ts'
import { CODE_BYTES, codeFrom, fileKey, fileName } from './model.ts'
import type { FileAddress, Ports } from './ports.ts'
import { downloadExtract, verifyExtract, verifyFile } from './verify-extract.ts'

/** Seconds for which an address gives a file. */
const ADDRESS_SECONDS = 5 * 60

type Told = Pick<ExtractsEnvironment, 'EXTRACTS_BUCKET' | 'AWS_ENDPOINT_URL_S3' | 'PORTAL_URL'>

/** Signs for the bucket with the function's own keys, which may read in it and nothing else. */
const signedAddress =
  ({ EXTRACTS_BUCKET, AWS_ENDPOINT_URL_S3 }: Told): FileAddress =>
  async ({ code, format }, now) => {
    const identity = await signingIdentity()
    const url = presignGet(identity, {
      url: `${bucketUrl(EXTRACTS_BUCKET, AWS_ENDPOINT_URL_S3, identity.region)}${fileKey(code, format)}`,
      query: { 'response-content-disposition': `attachment; filename="${fileName(code, format)}"` },
      seconds: ADDRESS_SECONDS,
      now,
    })
    return { url, expiresAt: new Date(now.getTime() + ADDRESS_SECONDS * 1000) }
  }

/** Builds the use cases of extracts over their table, the registry's and that of the code lists. */
export const createExtracts = (
  environment: Told,
  options: {
    readonly table: Table
    readonly registryTable: Table
    readonly referenceTable: Table
    readonly reference?: ReferenceReader
    readonly addressOf?: FileAddress
    readonly newCode?: Ports['newCode']
  },
): Handlers<typeof extractsContract> => {
  const reference = options.reference ?? referenceReader(options.referenceTable)
  const ports: Ports = {
    extracts: new ExtractStore(options.table),
    registry: extractReader(options.registryTable, reference),
    reference,
    addressOf: options.addressOf ?? signedAddress(environment),
    newCode: options.newCode ?? (() => codeFrom(randomBytes(CODE_BYTES))),
    verifyPage: `${environment.PORTAL_URL}/verify`,
  }
  return {
    getExtractContent: getExtractContent(ports),
    issueExtract: issueExtract(ports),
    listExtracts: listExtracts(ports),
    importExtracts: importExtracts(ports),
    verifyFile: verifyFile(ports),
    verifyExtract: verifyExtract(ports),
    downloadExtract: downloadExtract(ports),
  }
}
