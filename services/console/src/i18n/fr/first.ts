import type { first as nl } from '../nl/first';
import { answer } from './answer';
import { desks } from './desks';
import { duty } from './duty';
import { picture } from './picture';
import { plan } from './plan';
import { resident } from './resident';
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
  ...duty,
  ...picture,
  ...plan,
  ...resident,
  word: words,
};
