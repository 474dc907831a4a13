import type { Sealed } from './vocabulary';

/** Made-up values for the samples beside each contract. */
export const anId = (n: number): string => `01939f6e-0000-7000-8000-${String(n).padStart(12, '0')}`;
export const at = '2026-01-12T09:30:00.000Z';
export const aPoint: [number, number] = [4.1981, 50.9093];
export const aSeal: Sealed = { alg: 'A256GCM', iv: 'AAAAAAAAAAAAAAAA', data: 'AAAA', keys: { 'information-sharing': 'AAAA' } };
