export { env, ConfigError } from './env';
export type { ConfigOf, Declared, Described, Environment, Shape } from './env';
export { bool, int, json, oneOf, ratio, secret, text, url } from './variables';
export type { Absence, Variable } from './variables';
export { printFlag, printout } from './printout';
