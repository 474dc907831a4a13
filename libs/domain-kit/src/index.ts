export * from './domain-error';
export * from './result';
export * from './time';
export * from './numbers';
export * from './dated';
export * from './fail-point';
export * from './belgian-time';
