/** Where events go to. */
export interface Delivery {
  /** Hands an event to a function's queue.
   *  @returns false where there is no such function */
  readonly invokeAsync: (functionArn: string, event: unknown) => boolean
  /** Takes what could not be delivered. */
  readonly send: (
    queueArn: string,
    body: string,
    attributes: Readonly<Record<string, string>>,
  ) => Promise<void>
}
