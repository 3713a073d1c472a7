import { randomBytes } from 'node:crypto'
import { addressesIn } from '#kernel/aws-address'
import type { Handlers } from '#kernel/call'
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

type Told = Pick<ExtractsEnvironment, 'EXTRACTS_BUCKET' | 'AWS_ENDPOINT_URL_S3' | 'PORTAL_URL' | 'TRAINING'>

/** Signs for the bucket, which takes files by their code. */
const signedAddress = ({ EXTRACTS_BUCKET, AWS_ENDPOINT_URL_S3 }: Told): FileAddress => {
  const address = addressesIn(EXTRACTS_BUCKET, AWS_ENDPOINT_URL_S3)
  return ({ code, format }, now) =>
    address({ key: fileKey(code, format), fileName: fileName(code, format) }, now)
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
    training: environment.TRAINING,
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
