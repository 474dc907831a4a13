import type { Scenario } from '../bench';
import { b1, b3 } from './b1-b3';
import { b16 } from './b16';
import { b17 } from './b17';
import { b5 } from './b5';
import { b6 } from './b6';
import { b7 } from './b7';
import { b8, b9 } from './b8-b9';

/** All that can be run, in the order of the report. */
export const scenarios: readonly Scenario[] = [b1, b3, b5, b6, b7, b8, b9, b16, b17];
