export * from './processes';
export * from './policy-oracle';
export { indexesUsed, type Explainable } from './index-used';
