import type { ServiceName } from '@spil/contracts';

/**
 * Practice of the made-up zone, in the form in which services are told theirs: places where waste is dumped are looked at every
 * day. A point can only be put on the list now, so nothing would be due for a month otherwise.
 */
export const demoPractice: Partial<Record<ServiceName, Readonly<Record<string, string>>>> = {
  environment: { VERIFY_RULES: JSON.stringify([{ from: '2026-01-01', category: 'dumping-spot', days: 1 }]) },
};
