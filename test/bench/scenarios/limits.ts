import { cpus } from 'node:os';
import type { Peer } from '../contenders/plan';
import { fine, whole } from '../figures';
import type { Table, Target } from '../outcome';
import { heaviest } from '../profile';
import type { Place } from '../run-one';
import type { Line } from './streams';

/** Above this share a core counts as full: the rest goes to the system and to whatever else runs. */
const FULL = 0.85;
const percent = (share: number): string => `${whole(share * 100)} %`;

/** Messages a second that the client and the broker each allow: a core for each where they are pinned, the same cores otherwise. */
function allowed({ clientMicros, serverMicros = 0 }: Line, pinned: boolean): { client: number; broker: number } {
  if (pinned) return { client: 1e6 / clientMicros, broker: 1e6 / serverMicros };
  const shared = (cpus().length * 1e6) / (clientMicros + serverMicros);
  return { client: shared, broker: shared };
}

/** What CPU allows a contender of ours beside `base`, by the figures of the run. */
function limitOf(own: Line, base: Line, pinned: boolean): string {
  const { client, broker } = allowed(own, pinned);
  const rate = own.perSecond.median;
  const [who, most] = client <= broker ? ['the client', client] : ['the broker', broker];
  const share = rate / most;
  const cores = pinned ? 'a core for each' : 'not pinned, the cores shared';
  const waits = share >= FULL ? 'it is what limits' : 'no core is full: the rest is waiting for answers, or other work of the machine';
  return [
    `${own.peer}: ${fine(own.clientMicros)} µs of the client and ${fine(own.serverMicros)} of the broker a message (${cores}) allow ${whole(client)} and ${whole(broker)} msg/s`,
    `measured are ${whole(rate)}, ${percent(share)} of what ${who} allows: ${waits}`,
    ...(pinned && own.serverMicros !== undefined
      ? [`the broker's part alone keeps it below ${fine(broker / base.perSecond.median)} × ${base.peer}, however light the client`]
      : []),
  ].join('; ');
}

/** A sentence for each contender of ours that missed a target of rate or CPU, and what its profile says; none when all are reached. */
export function limitsOf(
  { id, base, profile }: { id: string; base: Peer; profile: Table },
  lines: readonly Line[],
  targets: readonly Target[],
  { pin }: Pick<Place, 'pin'>,
): string[] {
  const missed = targets.filter(({ reached }) => !reached);
  const limit = lines.find(({ peer }) => peer === base);
  const own = lines.filter(({ peer }) => missed.some(({ name }) => name.startsWith(`${id} ${peer}:`)));
  if (own.length === 0 || !limit) return [];
  return [...own.map((line) => limitOf(line, limit, pin.length > 0)), `most of the client's CPU, by the profile: ${heaviest(profile, 5)}`];
}
