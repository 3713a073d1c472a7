import { randomBytes, timingSafeEqual } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import * as z from 'zod'
import { isPersona, PERSONA_NAMES, type PersonaName } from '../personas.ts'
import { StartError } from '../start-error.ts'
import type { Runtime } from './runtime.ts'

/** What the commands of this machine may ask of a running platform. */
export interface ControlActions {
  tokenFor(persona: PersonaName, signIn?: 'one-factor'): Promise<string>
  runJob(name: string, input: unknown): Promise<unknown>
  drained(): Promise<void>
}

/** A port for commands on this machine, open to who can read the data folder. */
export interface Control {
  readonly url: string
  readonly token: string
  stop(): Promise<void>
}

const Question = z.discriminatedUnion('ask', [
  z.object({
    ask: z.literal('token'),
    persona: z.string(),
    signIn: z.literal('one-factor').exactOptional(),
  }),
  z.object({ ask: z.literal('job'), name: z.string(), input: z.unknown() }),
  z.object({ ask: z.literal('drain') }),
])
type Question = z.input<typeof Question>

const Answer = z.union([z.object({ result: z.unknown() }), z.object({ error: z.string() })])

export const openControl = async (actions: ControlActions): Promise<Control> => {
  const token = randomBytes(32).toString('base64url')
  const server = createServer((request, response) => void serve(request, response, token, actions))
  server.requestTimeout = 0
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  // The cast: a server that listens on a port has this address.
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    token,
    stop: async () => {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

/** Asks a running platform.
 *  @throws StartError when it cannot be reached, or with what it answered when it could not do it */
export const ask = async (runtime: Runtime, question: Question): Promise<unknown> => {
  const { url, token } = runtime.control
  let answer: z.output<typeof Answer>
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: JSON.stringify(question),
    })
    answer = Answer.parse(await response.json())
  } catch (error) {
    throw new StartError(`The running platform (process ${runtime.pid}) gave no answer: ${String(error)}`)
  }
  if ('error' in answer) throw new StartError(answer.error)
  return answer.result
}

const serve = async (
  request: IncomingMessage,
  response: ServerResponse,
  token: string,
  actions: ControlActions,
): Promise<void> => {
  const body = await text(request)
  const reply = (status: number, answer: z.input<typeof Answer>) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
  if (!equal(request.headers.authorization ?? '', `Bearer ${token}`))
    return void reply(403, { error: 'The token is wrong' })
  try {
    reply(200, { result: (await perform(Question.parse(JSON.parse(body)), actions)) ?? null })
  } catch (error) {
    reply(200, { error: error instanceof Error ? error.message : String(error) })
  }
}

const perform = async (question: z.output<typeof Question>, actions: ControlActions): Promise<unknown> => {
  switch (question.ask) {
    case 'token': {
      const { persona, signIn } = question
      if (isPersona(persona)) return actions.tokenFor(persona, signIn)
      throw new StartError(`There is no persona "${persona}" (there are ${PERSONA_NAMES.join(', ')})`)
    }
    case 'job':
      return actions.runJob(question.name, question.input ?? {})
    case 'drain':
      return actions.drained()
    default:
      return question satisfies never
  }
}

const equal = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))
