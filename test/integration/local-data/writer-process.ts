import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { readAssembly } from '../../../infra/local/assembly.ts'
import { startDynamo } from '../../../infra/local/dynamodb.ts'
import { readIam } from '../../../infra/local/iam.ts'
import { TABLE } from './names.ts'

// Writes one item after the other into a data folder and says each one's number as soon as it is acknowledged, until
// it is killed.
const [application = '', dataDir = '', first] = process.argv.slice(2)
const assembly = readAssembly(application)
const iam = readIam(assembly, 'secret')
const dynamo = await startDynamo({ assembly, iam, dataDir })
process.stdout.write(`engine ${dynamo.engine}\n`)
const { endpoint } = dynamo
const client = new DynamoDBClient({ endpoint, region: 'eu-central-1', credentials: iam.operator.credentials })
for (let n = Number(first); ; n++) {
  await client.send(new PutItemCommand({ TableName: TABLE, Item: { pk: { S: 'n' }, sk: { S: String(n) } } }))
  process.stdout.write(`wrote ${n}\n`)
}
