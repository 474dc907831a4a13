import type { nl } from '../nl';
import { duty } from './duty';
import { first } from './first';
import { operations } from './operations';
import { picture } from './picture';
import { plan } from './plan';
import { reads } from './reads';
import { resident } from './resident';

export const fr: typeof nl = {
  ...first,
  ...duty,
  ...operations,
  ...picture,
  ...plan,
  ...reads,
  ...resident,
  problem: { ...first.problem, ...operations.problem, ...reads.problem },
};
