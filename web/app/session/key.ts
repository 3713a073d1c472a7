/** Under which name this tab keeps its sign-in. */
export const SESSION_KEY = 'agglomera.session'
