export { startChild, type Child } from './child';
export { choices, projectRoot } from './choice';
export { freePort } from './free-port';
export { startMongo, type RunningMongo } from './mongo';
export { startNats, type NatsOptions, type RunningNats } from './nats';
