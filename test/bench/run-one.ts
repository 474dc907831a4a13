import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { jetstreamManager, type JetStreamManager } from '@nats-io/jetstream';
import { AckPolicy } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { durableConfig, streamConfig } from '@spil/messaging';
import type { RunPlan, RunResult } from './contenders/plan';
import type { Run } from './report';

/** The machine and server one run takes place on. */
export interface Place {
  admin: NatsConnection;
  serverPid: number | undefined;
  /** `taskset -c 1` and the like; empty when nothing is pinned. */
  pin: readonly string[];
  programs: Record<RunPlan['contender'], string>;
}

const stream = { name: 'EVENTS_WIJK', subjects: ['events.wijk.>'], kind: 'events' as const, lastValueOnly: false };
const durable = { stream: stream.name, durable: 'bench', service: 'intervention' as const, filters: ['events.wijk.*.bench-signal.*'] };

/** Runs one contender once on a clean broker, and compares what it says with what the broker holds. */
export async function runOne(plan: RunPlan, place: Place): Promise<Run> {
  const manager = await jetstreamManager(place.admin);
  await clean(manager);
  if (plan.contender !== 'N') await prepare(manager, plan);
  const heard = plan.contender === 'N' && plan.scenario === 'B1' ? listenIn(place.admin) : undefined;
  let began = 0;
  const result = await play(plan, place, () => (began = cpuOf(place.serverPid)));
  const ended = cpuOf(place.serverPid);
  await place.admin.flush();
  const stored = await storedBy(manager);
  const run = { ...result, peer: plan.contender, scenario: plan.scenario, messages: plan.messages };
  const held = heard ? heard() : stored;
  return { ...run, serverCpuMs: place.serverPid === undefined ? undefined : ended - began, void: flaw(plan, result, held) };
}

/** A run counts only when exactly what was sent has arrived. */
function flaw(plan: RunPlan, result: RunResult, held: number): string | undefined {
  const { contender, messages, warmUp } = plan;
  if (contender !== 'N' && result.acknowledged !== messages) return `${result.acknowledged} of ${messages} acknowledged`;
  if (keeps(plan) && held !== messages + warmUp) return `the broker has ${held} of ${messages + warmUp}`;
  return plan.scenario === 'B1' ? undefined : missing(messages, result);
}

/** Where what was sent can be counted at the broker: N stores nothing, H in B3 has a stream that forgets what was handled. */
const keeps = ({ contender, scenario }: RunPlan): boolean => scenario === 'B1' || (contender !== 'N' && contender !== 'H');

function missing(messages: number, result: RunResult): string | undefined {
  if (result.distinct !== messages) return `${result.distinct} of ${messages} arrived`;
  return result.sum === (messages * (messages - 1)) / 2 ? undefined : 'the checksum is wrong';
}

async function clean(manager: JetStreamManager): Promise<void> {
  for await (const { config } of manager.streams.list()) await manager.streams.delete(config.name);
}

async function prepare(manager: JetStreamManager, plan: RunPlan): Promise<void> {
  // In B3 the peer makes its own; where nothing consumes, its own would drop what has no handler.
  if (plan.contender === 'H') {
    if (plan.scenario === 'B1')
      await manager.streams.add(streamConfig({ ...stream, name: 'bench', subjects: ['bench__microservice.ev.>'] }, {}));
    return;
  }
  await manager.streams.add(streamConfig(stream, {}));
  const { priority_groups: _, priority_policy: __, priority_timeout: ___, ...plain } = durableConfig(durable, {});
  // Ours has the durable the provisioner makes, pinned; the library's peers have the plain one.
  const config = plan.contender === 'spil' || plan.contender === 'bare' ? durableConfig(durable, {}) : plain;
  await manager.consumers.add(stream.name, { ...config, ack_policy: AckPolicy.Explicit });
}

async function storedBy(manager: JetStreamManager): Promise<number> {
  let messages = 0;
  for await (const { state } of manager.streams.list()) messages += state.messages;
  return messages;
}

/** N stores nothing: what it published is counted by somebody who listens. */
function listenIn(admin: NatsConnection): () => number {
  let count = 0;
  const subscription = admin.subscribe('bench.signal', { callback: () => void count++ });
  return () => {
    subscription.unsubscribe();
    return count;
  };
}

function play(plan: RunPlan, { pin, programs }: Place, onBegin: () => void): Promise<RunResult> {
  const [command = process.execPath, ...args] = [...pin, process.execPath, programs[plan.contender], JSON.stringify(plan)];
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let result: RunResult | undefined;
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-2_000)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line === 'begin') onBegin();
      else if (line.startsWith('{')) result = JSON.parse(line) as RunResult;
    });
    child.once('close', () => (result ? resolve(result) : reject(new Error(`${plan.contender} ${plan.scenario} gave no result: ${said}`))));
  });
}

/** CPU milliseconds a process has used, where the system tells (Linux, 100 ticks a second). */
function cpuOf(pid: number | undefined): number {
  if (pid === undefined) return 0;
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return 0;
  }
}
