import { answer } from './answer';
import { desks } from './desks';
import { scene } from './scene';
import { shell } from './shell';
import { today } from './today';
import { words } from './words';
import { work } from './work';

/** What the first page of anybody may need. */
export const first = {
  ...shell,
  ...work,
  ...desks,
  ...today,
  ...scene,
  ...answer,
  word: words,
};
