import { expect, it } from 'vitest'
import { configFromContext, environmentConfig, parseEnvironment } from '../../infra/config.ts'
import { synthesise } from './support/template.ts'

const prod = environmentConfig('prod')
const training = synthesise(parseEnvironment({ ...prod, training: true }))

/** What the functions are told, by the last part of their name. */
const toldIn = ({ all }: typeof training) =>
  all('AWS::Lambda::Function').flatMap(({ Properties }) => {
    const [, told] = /"TRAINING":"(\w+)"/.exec(JSON.stringify(Properties['Environment'])) ?? []
    return told === undefined ? [] : [[Properties['FunctionName'], told]]
  })

it('is said to the functions that speak of the platform or make what could pass for real', () => {
  const named = (told: string) =>
    ['api-extracts', 'api-platform', 'api-report-previews', 'streams-make-report'].map((name) => [
      `agglomera-prod-${name}`,
      told,
    ])
  expect(toldIn(training).toSorted()).toEqual(named('true'))
  expect(toldIn(synthesise(prod)).toSorted()).toEqual(named('false'))
})

it('is said to the portal', () => {
  expect(training.text).toContain('{\\"training\\":true,')
  expect(synthesise(prod).text).toContain('{\\"training\\":false,')
})

it('leaves nobody a permission to send mail, though the environment names a sender', () => {
  expect(prod.mail).not.toBe('off')
  expect(training.text).not.toContain('ses:')
  expect(training.all('AWS::SES::EmailIdentity')).toEqual([])
  expect(training.text).toMatch(/"MAIL_FROM": ?"off"/)
})

it('is off unless the environment says so or, on this machine, whoever starts it', () => {
  const asked = (values: Record<string, unknown>) =>
    configFromContext({ tryGetContext: (key) => values[key] })
  expect(asked({ environment: 'prod' })).toMatchObject({ training: false, mail: prod.mail })
  // The command line of the CDK gives texts.
  for (const said of [true, 'true'])
    expect(asked({ environment: 'local', training: said })).toMatchObject({ training: true, mail: 'off' })
  for (const said of [false, 'false'])
    expect(asked({ environment: 'local', training: said }).training).toBe(false)
  expect(() => asked({ environment: 'prod', training: 'true' })).toThrow(
    'Whether "prod" is for training stands in infra/config.ts alone: set its "training" there',
  )
})
