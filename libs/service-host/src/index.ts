export * from './health';
export * from './request-client';
export * from './request-handling';
export * from './standard.config';
export * from './time';
