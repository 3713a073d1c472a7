import { Stack, type StackProps } from 'aws-cdk-lib'
import type { IFunction } from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import type { Contract } from '#kernel/contract'
import { functionName } from '../bundle.ts'
import type { EnvironmentConfig } from '../config.ts'
import { ContractApi } from '../constructs/contract-api.ts'
import { ServiceFunction } from '../constructs/service-function.ts'
import type { Service } from '../services.ts'
import { publish } from './names.ts'

interface ApiStackProps extends StackProps {
  readonly services: readonly Service[]
  readonly bundles: string
}

/** The API: one function per context, one route per route of its contract. */
export class ApiStack extends Stack {
  constructor(
    scope: Construct,
    id: string,
    config: EnvironmentConfig,
    { services, bundles, ...props }: ApiStackProps,
  ) {
    super(scope, id, { ...props, description: 'Agglomera: the API' })
    const functions = new Map<string, IFunction>()
    const contracts = new Set<Contract>()
    let fallback: string | undefined
    for (const service of services) {
      const { trigger } = service
      if (trigger.kind !== 'api') continue
      const name = functionName(service.entry)
      const { lambda } = new ServiceFunction(this, name, { config, service, bundles })
      const answers = name.replace(/^api-/, '')
      functions.set(answers, lambda)
      contracts.add(trigger.contract)
      if (trigger.fallback) fallback = answers
    }
    if (fallback === undefined) throw new Error('No function of infra/services.ts answers unknown routes')
    const { api } = new ContractApi(this, 'Api', { config, contracts: [...contracts], functions, fallback })
    publish(this, config, 'api/id', api.apiId)
  }
}
