import type { nl } from '../nl';
import { first } from './first';
import { operations } from './operations';
import { reads } from './reads';

export const en: typeof nl = { ...first, ...operations, ...reads };
