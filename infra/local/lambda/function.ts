/** A Lambda function of the template, ready to be run here. */
export interface LocalFunction {
  readonly name: string
  readonly arn: string
  /** The bundle's file, absolute. */
  readonly file: string
  /** Which of its exports answers: `handler` of `index.handler`. */
  readonly exportName: string
  readonly timeoutSeconds: number
  readonly memoryMegabytes: number
  /** All that the function sees of the process environment. */
  readonly environment: Readonly<Record<string, string>>
}

/** What Lambda tells of an error that a function threw. */
export interface FunctionError {
  readonly errorType: string
  readonly errorMessage: string
  readonly trace?: readonly string[]
}

/** A function's answer, or why there is none. */
export type InvocationResult =
  | { readonly payload: unknown; readonly error?: undefined }
  | { readonly payload?: undefined; readonly error: FunctionError }

/** The type of the error of what was in hand when the platform stopped. */
export const STOPPED = 'Stopped'

/** Cuts an error to what an operator can read: a stack line of a minified bundle is half a megabyte long. */
export const functionError = (error: unknown): FunctionError => {
  if (!(error instanceof Error)) return { errorType: 'Error', errorMessage: short(String(error)) }
  const trace = (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 10)
    .map((line) => short(line.trim()))
  return { errorType: error.name, errorMessage: short(error.message), trace }
}

const LONGEST = 2_000

const short = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text)
