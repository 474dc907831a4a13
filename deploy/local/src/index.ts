// What scripts and tests outside may use of the one-machine stack: the public API as a person, live feeds, demo people.
export * from './demo/demo-people';
export * from './demo/load-zone';
export * from './tools/api';
export * from './tools/feed';
export * from './tools/points';
export * from './tools/wait';
export { startSuite } from '../bootstrap/suite.mjs';
