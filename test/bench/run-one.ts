import type { NatsConnection } from '@nats-io/transport-node';
import { ownStream, storesNothing, type Broker } from './broker';
import type { Peer, RunPlan, RunResult } from './contenders/plan';
import type { Profiling } from './profile';
import { answer, cpuOf, talkTo, word } from './processes';

/** The machine and server one run takes place on. */
export interface Place {
  admin: NatsConnection;
  url: string;
  broker: Broker;
  /** Copies of each message, and when the broker flushes it to disk. */
  flush: string;
  serverPid: number | undefined;
  /** `taskset -c 1` and the like; empty when nothing is pinned. */
  pin: readonly string[];
  /** Where the program of a peer is; installed or built when it is first asked for. */
  program(peer: Peer): Promise<string>;
}

/** One run as it counts: what the contender said, what the broker held, and whether the two agree. */
export interface Run extends RunResult {
  peer: Peer;
  messages: number;
  serverCpuMs: number | undefined;
  /** Why it does not count; undefined when it does. */
  void: string | undefined;
}

/** Runs one contender once, on a clean broker unless `keep` says that the broker is as it must be, and compares what it says with what the broker holds. */
export async function runOne(plan: RunPlan, place: Place, keep?: { stored: number }, profile?: Profiling): Promise<Run> {
  if (!keep) await place.broker.prepare(plan);
  const before = keep ? await place.broker.stored() : 0;
  const heard = storesNothing(plan.contender) && plan.mode === 'publish' ? listenIn(place.admin) : undefined;
  let began = 0;
  const result = await play(plan, { ...place, profile }, () => (began = cpuOf(place.serverPid)));
  const ended = cpuOf(place.serverPid);
  const held = heard ? heard() : (await place.broker.stored()) - before;
  const run = { ...result, peer: plan.contender, messages: plan.messages };
  return { ...run, serverCpuMs: place.serverPid === undefined ? undefined : ended - began, void: flaw(plan, result, held) };
}

/** A run counts only when exactly what was sent has arrived. */
function flaw(plan: RunPlan, result: RunResult, held: number): string | undefined {
  const { contender, messages, warmUp, mode } = plan;
  if (mode === 'backlog') return missing(messages + warmUp, result);
  if (!storesNothing(contender) && result.acknowledged !== messages) return `${result.acknowledged} of ${messages} acknowledged`;
  if (keeps(plan) && held !== messages + warmUp) return `the broker has ${held} of ${messages + warmUp}`;
  return mode === 'publish' ? undefined : missing(messages, result);
}

/** Where what was sent can be counted at the broker: some store nothing, H and H+ have a stream that forgets what was handled. */
const keeps = ({ contender, mode }: RunPlan): boolean => mode === 'publish' || (!storesNothing(contender) && !ownStream(contender));

export function missing(messages: number, result: Pick<RunResult, 'distinct' | 'sum'>): string | undefined {
  if (result.distinct !== messages) return `${result.distinct} of ${messages} arrived`;
  return result.sum === (messages * (messages - 1)) / 2 ? undefined : 'the checksum is wrong';
}

/** What is not stored is counted by somebody who listens. */
function listenIn(admin: NatsConnection): () => number {
  let count = 0;
  const subscriptions = ['bench.signal', 'events.wijk.>'].map((subject) => admin.subscribe(subject, { callback: () => void count++ }));
  return () => {
    for (const subscription of subscriptions) subscription.unsubscribe();
    return count;
  };
}

async function play(
  plan: RunPlan,
  { pin, program, profile }: Place & { profile: Profiling | undefined },
  onBegin: () => void,
): Promise<RunResult> {
  const child = talkTo(pin, [...(profile?.args ?? []), await program(plan.contender), JSON.stringify(plan)]);
  const begin = (): void => {
    onBegin();
    profile?.begin();
  };
  void word(child, 'begin').then(begin, () => undefined);
  const result = await answer<RunResult>(child);
  profile?.end();
  await child.ended;
  return result;
}
