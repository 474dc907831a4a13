import { briefing } from '@spil/contracts';

/** Facts of an item of its own number, in wijk W01 about drugs, observed and handled openly. */
export function anItem(n: number, more: object = {}): Record<string, unknown> {
  const { sealed: _, ...facts } = briefing.sample;
  const id = (kind: string): string => `01939f6e-0000-7000-8000-${kind}${String(n).padStart(11, '0')}`;
  return { ...facts, itemId: id('1'), noteId: id('2'), ...more };
}
