import { type LocalCloud, type LocalCloudOptions, startLocalCloud } from '../../infra/local/main/cloud.ts'
import { sampleBeginning } from '../../infra/sample/beginning.ts'
import { publishSample } from '../../infra/sample/publish.ts'

/** Starts a platform with the sample; its clock starts no jobs. */
export const startSampledCloud = async (options: LocalCloudOptions): Promise<LocalCloud> => {
  const cloud = await startLocalCloud({ schedules: false, ...options, beginning: sampleBeginning })
  await publishSample(cloud)
  return cloud
}
