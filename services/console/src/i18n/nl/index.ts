import { duty } from './duty';
import { first } from './first';
import { operations } from './operations';
import { picture } from './picture';
import { plan } from './plan';
import { reads } from './reads';
import { resident } from './resident';

/** All words; what is in no first page comes with its own (i18n/index.ts). */
export const nl = {
  ...first,
  ...duty,
  ...operations,
  ...picture,
  ...plan,
  ...reads,
  ...resident,
  problem: { ...first.problem, ...operations.problem, ...reads.problem },
};
