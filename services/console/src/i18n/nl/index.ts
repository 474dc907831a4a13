import { first } from './first';
import { operations } from './operations';
import { reads } from './reads';

/** All words; what is in no first page comes with its own (i18n/index.ts). */
export const nl = { ...first, ...operations, ...reads };
