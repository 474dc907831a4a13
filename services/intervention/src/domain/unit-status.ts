import type { unitStatuses } from '@spil/contracts';

export type UnitStatus = (typeof unitStatuses)[number];

/**
 * I07: what a unit may do next. `assigned`, `enRoute`, `onScene` may be skipped forward (a crew that drives past is on scene at
 * once) but a unit leaves duty only when it is free, so that nobody disappears from a call unseen.
 */
export const nextStatuses: Readonly<Record<UnitStatus, readonly UnitStatus[]>> = {
  available: ['assigned', 'enRoute', 'onScene', 'busy', 'offDuty'],
  assigned: ['enRoute', 'onScene', 'available'],
  enRoute: ['onScene', 'assigned', 'available'],
  onScene: ['busy', 'enRoute', 'available'],
  busy: ['available', 'offDuty'],
  offDuty: ['available'],
};

/** May a unit go from one status to another? Saying the same again is always possible: it carries a new position. */
export const mayBecome = (from: UnitStatus, to: UnitStatus): boolean => from === to || nextStatuses[from].includes(to);
