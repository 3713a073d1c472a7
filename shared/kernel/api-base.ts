/** Where every route lives. A module of its own: clients in browsers need it without the schemas of contracts. */
export const API_BASE = '/api/v1'
