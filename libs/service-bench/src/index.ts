export { problem, value } from './answers';
export { eventually, ServiceBench, type Person, type StoredEvent } from './service-bench';
export { benchEnvironment, benchSecrets, type BenchSecrets } from './secrets';
