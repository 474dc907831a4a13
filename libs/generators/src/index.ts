export { asyncApi } from './contracts/asyncapi';
export { brokenPromises, publishedNow, type Published } from './contracts/published';
