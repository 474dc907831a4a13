export * from './processes';
export * from './policy-oracle';
