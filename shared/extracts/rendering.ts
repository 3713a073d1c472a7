import { S3FileStore } from '#kernel/aws-files'
import type { RecordChange } from '#kernel/dynamo/consume-stream'
import { once } from '#kernel/once'
import type { Table } from '#kernel/table'
import { typesetter, typesetterFiles } from '#typesetting/typesetter'
import type { RenderingEnvironment } from './environment.ts'
import { ExtractStore } from './extract-store.ts'
import { LAYOUT } from './print/layout.ts'
import { renderExtract } from './render-extract.ts'

/** Builds what makes the files of extracts. It stands apart from the other use cases because what they are served by
 *  must not load the typesetter. */
export const createRendering = (
  environment: Pick<RenderingEnvironment, 'EXTRACTS_BUCKET' | 'LAMBDA_TASK_ROOT'>,
  table: Table,
): ((change: RecordChange) => Promise<void>) =>
  renderExtract({
    extracts: new ExtractStore(table),
    files: new S3FileStore(environment.EXTRACTS_BUCKET),
    typeset: once(async () =>
      typesetter(await typesetterFiles(environment.LAMBDA_TASK_ROOT), { name: 'extract', layout: LAYOUT }),
    ),
  })
