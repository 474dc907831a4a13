export type { Asked, Idempotency } from '@spil/identity';
