/** The states of a message, as the address names them; the dead letters first. */
export const DELIVERY_STATES = ['failed', 'bounced', 'withheld', 'queued', 'sending', 'sent'] as const
