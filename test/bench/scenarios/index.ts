import type { Scenario } from '../bench';
import { b1, b3 } from './b1-b3';
import { b11, b12 } from './b11-b12';
import { b16 } from './b16';
import { b17 } from './b17';
import { b2 } from './b2';
import { b4 } from './b4';
import { b5 } from './b5';
import { b6 } from './b6';
import { b7 } from './b7';
import { growth } from './growth';
import { b8 } from './b8';
import { b9 } from './b9';

/** All that can be run, in the order of the report. */
export const scenarios: readonly Scenario[] = [b1, b2, b3, b4, b5, b6, b7, b8, b9, b11, b12, b16, b17, growth];
