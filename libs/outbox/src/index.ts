export { messagesOf } from './expand';
export { mongoLease, noLease, type Lease } from './lease';
export { archiveBusy, archiveName, mongoSource } from './mongo-source';
export { Relay, type RelayOptions, type RelaySettings } from './relay';
export { relayRound, type BatchPublisher, type Round } from './round';
export { type Claimed, type OutboxSource, type Published } from './source';
export { type RelayTelemetry } from './telemetry';
export { keptEvents } from './kept';
export { refill, type RefillOptions } from './refill';
