/** What Nest hands to controllers beside use cases. */
export const SEALER = Symbol('sealer');
export const HANDLING = Symbol('request handling');
