/** What stands around the documentation of the API, in English. */
export const en = {
  title: 'API documentation',
  lead: 'Every operation with its parameters, replies and errors. “Try it out” sends real calls to this platform; what needs a sign-in takes the token given under “Authorize”.',
  token: 'How to get a token',
  file: 'The same as a file: openapi.json',
  notices: 'Notices for third-party software',
  loading: 'The description of the API is being read…',
  failed: 'The description of the API cannot be read just now. Reload the page to try again.',
  overview: 'Overview',
  operations: 'Operations',
}

export type Texts = typeof en
