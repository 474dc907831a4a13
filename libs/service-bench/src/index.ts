export { eventually, ServiceBench, type Person, type StoredEvent } from './service-bench';
