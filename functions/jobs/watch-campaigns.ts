import { tableNamed } from '#kernel/aws'
import { readEnvironment } from '#kernel/env'
import { campaignWatchOn } from '#monitoring/campaigns/watching'
import { TellingEnvironment } from '#monitoring/environment'

const watch = campaignWatchOn(readEnvironment(TellingEnvironment), tableNamed)

/** Opens campaigns whose day has come, takes in clusters that came into their scope, and reminds who owes; answers what
 *  it did. */
export const handler = () => watch(new Date())
