import type { Scenario } from '../scenario';
import { clusterScenarios } from './cluster';
import { deliveryScenarios } from './delivery';
import { durabilityScenarios } from './durability';
import { edgeScenarios } from './edges';
import { everythingAtRandom } from './everything';
import { feedStreamRefilled } from './feed-refilled';
import { killScenarios } from './kills';
import { logPipeBlocked } from './log-pipe';
import { outageScenarios } from './outage';
import { poisonScenarios } from './poison';
import { relayScenarios } from './relay';
import { revokedScenarios } from './revoked';
import { rightScenarios } from './rights';
import { slowBrowserScenarios } from './slow-browser';
import { spaceScenarios } from './space';
import { storageScenarios } from './storage';

const number = ({ id }: Scenario): number => Number(id.slice(1));

/** Every scenario there is, by its number in reliability.md. */
export const scenarios: readonly Scenario[] = [
  ...relayScenarios,
  ...deliveryScenarios,
  ...poisonScenarios,
  ...outageScenarios,
  ...clusterScenarios,
  ...killScenarios,
  everythingAtRandom,
  ...durabilityScenarios,
  ...edgeScenarios,
  logPipeBlocked,
  ...storageScenarios,
  feedStreamRefilled,
  ...spaceScenarios,
  ...slowBrowserScenarios,
  ...revokedScenarios,
  ...rightScenarios,
].sort((a, b) => number(a) - number(b));
