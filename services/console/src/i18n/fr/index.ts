import type { nl } from '../nl';
import { first } from './first';
import { operations } from './operations';

export const fr: typeof nl = { ...first, ...operations };
