// What scripts and tests outside may use of the one-machine stack: the public API as a person, live feeds, demo people.
export * from './demo/demo-people';
export { playEvening } from './demo/evening';
export * from './demo/load-zone';
export * from './tools/api';
export * from './tools/feed';
export * from './tools/points';
export * from './tools/wait';
export { startSuite } from '../bootstrap/suite.mjs';
// For instruments that start the programs themselves, to kill and misconfigure them.
export { demoZone, demoZoneGeoJson } from './demo/demo-zone';
export { signInPeople } from './people';
export { secretsIn, type Secrets } from './secrets';
export { gatewayEnv, standardEnv, type Addresses } from './service-env';
export { isWhole, reconcile, type StreamReport } from './operate/reconcile';
export { refillDamaged, type RefillOutcome } from './operate/refill-streams';
