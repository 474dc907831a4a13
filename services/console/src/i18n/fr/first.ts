import type { first as nl } from '../nl/first';
import { answer } from './answer';
import { desks } from './desks';
import { scene } from './scene';
import { shell } from './shell';
import { today } from './today';
import { words } from './words';
import { work } from './work';

export const first: typeof nl = {
  ...shell,
  ...work,
  ...desks,
  ...today,
  ...scene,
  ...answer,
  word: words,
};
