import type { PointTexts, Sealed } from '@spil/contracts';
import type { Instant } from '@spil/domain-kit';

/** A sensitive point as the environment desk tells of it; its words are sealed for us too (E10, X6). */
export interface Surrounding {
  zone: string;
  pointId: string;
  wijkId: string;
  point: [number, number];
  category: string;
  status: 'active' | 'retired';
  verifiedAt: Instant;
  sealed: Sealed;
}
export type SurroundingTexts = PointTexts;
