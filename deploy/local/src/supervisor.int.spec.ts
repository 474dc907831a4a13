// Real processes: started in order, started again when killed, stopped in the reverse order, and none left behind.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ProcessList, type RunningProcess } from './leftovers';
import { baseEnvironment, type Program } from './program';
import { Supervisor } from './supervisor';
import { waitFor } from './tools/wait';

const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

describe('the supervisor', () => {
  let dir: string;
  let said: string[];
  let supervisor: Supervisor;

  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'spil-supervisor-'));
    said = [];
    supervisor = new Supervisor(dir, (line) => said.push(line));
  });
  afterEach(async () => {
    await supervisor.stop();
    rmSync(dir, { recursive: true, force: true });
  });

  /** A program that notes when it starts and when it is asked to stop. */
  const program = (name: string, script = '', more: Partial<Program> = {}): Program => {
    const note = `require('fs').appendFileSync(${JSON.stringify(join(dir, 'diary'))},`;
    const stop = `process.on('SIGTERM',()=>{${note}'stop ${name}\\n');process.exit(0)})`;
    return {
      name,
      command: process.execPath,
      args: ['-e', `${stop};${note}'start ${name}\\n');${script};setInterval(()=>{},1000)`],
      env: baseEnvironment(process.env),
      ready: () => Promise.resolve(diary().includes(`start ${name}`)),
      readyWithinMs: 10_000,
      stopWithinMs: 3_000,
      ...more,
    };
  };
  const diary = (): string[] => (existsSync(join(dir, 'diary')) ? readFileSync(join(dir, 'diary'), 'utf8').trim().split('\n') : []);
  const running = (): RunningProcess[] => JSON.parse(readFileSync(join(dir, 'processes.json'), 'utf8')) as RunningProcess[];
  const pidOf = (name: string): number => running().find((one) => one.name === name)?.pid ?? 0;

  it('starts in the order asked for and stops the other way round', async () => {
    await supervisor.start(program('bus'));
    await supervisor.start(program('service'));
    const pids = running().map(({ pid }) => pid);
    await supervisor.stop();
    expect(diary()).toEqual(['start bus', 'start service', 'stop service', 'stop bus']);
    expect(pids.filter(alive)).toEqual([]);
    expect(existsSync(join(dir, 'processes.json'))).toBe(false);
  });

  it('reports a program that was killed and starts it again', async () => {
    await supervisor.start(program('service'));
    const first = pidOf('service');
    process.kill(first, 'SIGKILL');
    await waitFor(() => pidOf('service') !== first && diary().length === 2, 5_000);
    expect(said).toEqual([expect.stringMatching(/^service ended \(SIGKILL\); started again in 0.25 s, see .*service.log$/)]);
  });

  it('refuses a program that does not start, with its last words', async () => {
    const broken = program('service', "console.error('MONGODB_URI is missing');process.exit(1)", { ready: () => Promise.resolve(false) });
    await expect(supervisor.start(broken)).rejects.toThrow(/service does not start[\s\S]*MONGODB_URI is missing/);
  });

  it('ends what does not stop in time, and says so', async () => {
    await supervisor.start(program('deaf', "process.removeAllListeners('SIGTERM');process.on('SIGTERM',()=>{})", { stopWithinMs: 200 }));
    const pid = pidOf('deaf');
    await supervisor.stop();
    expect(alive(pid)).toBe(false);
    expect(said).toEqual(['deaf did not stop within 0.2 s and was ended.']);
  });

  it('leaves nothing of what a program has started itself', async () => {
    const script = `require('fs').writeFileSync(${JSON.stringify('PID')}.replace('PID',${JSON.stringify(join(dir, 'child'))}),String(require('child_process').spawn('sleep',['60']).pid))`;
    await supervisor.start(program('parent', script));
    const child = await waitFor(() => existsSync(join(dir, 'child')) && Number(readFileSync(join(dir, 'child'), 'utf8')), 5_000);
    await supervisor.stop();
    await waitFor(() => !alive(child), 2_000);
  });

  it('ends what a killed launcher left behind, and no stranger', async () => {
    await supervisor.start(program('service'));
    const [left] = running();
    const list = new ProcessList(join(dir, 'processes.json'));
    const stranger: RunningProcess = { name: 'stranger', pid: process.pid, started: '1' };
    expect(left).toBeDefined();
    const file = join(dir, 'processes.json');
    (await import('./files')).writePrivate(file, JSON.stringify([left, stranger]));
    expect(list.endLeftovers()).toEqual(['service']);
    await waitFor(() => !alive(left?.pid ?? 0), 2_000);
  });

  it('keeps what programs say', async () => {
    await supervisor.start(program('service', "console.log('hello from the service')"));
    const log = join(dir, 'logs', 'service.log');
    await waitFor(() => existsSync(log) && readFileSync(log, 'utf8').includes('hello from the service'), 3_000);
  });
});
