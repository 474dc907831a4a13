import type { nl } from '../nl';
import { first } from './first';
import { operations } from './operations';

export const en: typeof nl = { ...first, ...operations };
