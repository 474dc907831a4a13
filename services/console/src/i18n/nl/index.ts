import { answer } from './answer';
import { desks } from './desks';
import { operations } from './operations';
import { duty } from './duty';
import { picture } from './picture';
import { plan } from './plan';
import { reads } from './reads';
import { resident } from './resident';
import { scene } from './scene';
import { shell } from './shell';
import { today } from './today';
import { words } from './words';
import { work } from './work';

export const nl = {
  ...shell,
  ...work,
  ...desks,
  ...today,
  ...scene,
  ...answer,
  ...operations,
  ...duty,
  ...picture,
  ...plan,
  ...resident,
  ...reads,
  word: words,
};
