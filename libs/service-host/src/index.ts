export * from './health';
export * from './request-client';
export * from './request-handling';
export * from './standard.config';
export * from './time';
export * from './platform';
export { databaseOf } from './open-platform';
export * from './start-service';
export { deliveryTelemetry, relayTelemetry } from './bus-telemetry';
