import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { Delays } from '../figures';
import type { Asked, ClientsPlan, Heard } from './clients-plan';

// Many browsers in one process: `node clients.js PLAN`, then one JSON line of stdin for each step, one answer for each.
const plan = JSON.parse(process.argv[2] ?? '{}') as ClientsPlan;
const { hostname, port, pathname } = new URL(plan.url);
const NUMBER = /"headline":"n(\d+)"/g;

class Browser {
  lastId: string | undefined;
  /** Number of the last frame; the next one must be the following. */
  last = -1;
  frames = 0;
  missed = 0;
  repeats = 0;
  isOpen = false;
  private socket: Socket | undefined;
  private rest = '';

  token: string | undefined;

  open(): Promise<void> {
    return new Promise((resolve, reject) => {
      const socket = (this.socket = connect({ host: hostname, port: Number(port), noDelay: true }));
      this.rest = '';
      this.isOpen = false;
      const headers = [
        `GET ${pathname} HTTP/1.1`,
        `Host: ${hostname}`,
        'Accept: text/event-stream',
        ...(this.token === undefined ? [] : [`Authorization: Bearer ${this.token}`]),
        ...(this.lastId === undefined ? [] : [`Last-Event-ID: ${this.lastId}`]),
      ];
      socket.setEncoding('latin1');
      socket.once('connect', () => socket.write(`${headers.join('\r\n')}\r\n\r\n`));
      socket.on('data', (chunk: string) => {
        if (!this.isOpen) {
          if (!chunk.startsWith('HTTP/1.1 200')) return reject(new Error(chunk.slice(0, 200)));
          this.isOpen = true;
          resolve();
        }
        this.take(chunk);
      });
      socket.on('error', reject);
      socket.on('close', () => {
        this.isOpen = false;
        reject(new Error('closed'));
      });
    });
  }

  cut(): void {
    this.socket?.destroy();
  }

  /** The lengths that chunked encoding puts between events stand on lines of their own and disturb nothing. */
  private take(chunk: string): void {
    const text = this.rest + chunk;
    const end = text.lastIndexOf('\n\n');
    if (end < 0) return void (this.rest = text);
    this.rest = text.slice(end + 2);
    const whole = text.slice(0, end + 2);
    for (const [, number] of whole.matchAll(NUMBER)) this.frame(Number(number));
    const at = whole.lastIndexOf('id: ');
    if (at >= 0 && plan.resumes) this.lastId = whole.slice(at + 4, whole.indexOf('\n', at)).trim();
  }

  private frame(n: number): void {
    if (n <= this.last) return void this.repeats++;
    if (n > this.last + 1) this.missed += n - this.last - 1;
    this.last = n;
    this.frames++;
    arrived(n);
  }
}

const browsers = Array.from({ length: plan.clients }, () => new Browser());
let stretch: Extract<Asked, { step: 'hear' }> | undefined;
let each = new Delays();
let slowest = new Delays();
let counts = new Map<number, number>();
let lastArrival = 0;

function arrived(n: number): void {
  lastArrival = performance.now();
  if (!stretch?.startNs) return;
  const ms = Number(process.hrtime.bigint() - BigInt(stretch.startNs)) / 1e6 - (n - stretch.from) * stretch.everyMs;
  each.add(ms);
  const count = (counts.get(n) ?? 0) + 1;
  if (count === plan.clients) {
    slowest.add(ms);
    counts.delete(n);
  } else counts.set(n, count);
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function openAll(withinMs: number): Promise<void> {
  const began = performance.now();
  await Promise.all(
    browsers.map(async (browser, i) => {
      await pause(Math.max(0, began + (i * withinMs) / browsers.length - performance.now()));
      await browser.open();
    }),
  );
}

/** Waits until everybody has frame `to`, or nothing has come for `quietMs`. */
async function heard({ to, quietMs }: Pick<Extract<Asked, { step: 'hear' }>, 'to' | 'quietMs'>): Promise<Heard> {
  lastArrival = performance.now();
  while (browsers.some(({ last }) => last < to) && performance.now() - lastArrival < quietMs) await pause(10);
  const sum = (of: (browser: Browser) => number): number => browsers.reduce((total, browser) => total + of(browser), 0);
  return {
    frames: sum(({ frames }) => frames),
    missed: sum(({ missed, last }) => missed + Math.max(0, to - last)),
    repeats: sum(({ repeats }) => repeats),
    open: sum(({ isOpen }) => (isOpen ? 1 : 0)),
    each: each.figures(),
    slowest: slowest.figures(),
    endedAt: lastArrival,
  };
}

async function step(asked: Asked): Promise<object> {
  if (asked.step === 'tokens') {
    browsers.forEach((browser, i) => (browser.token = asked.tokens[i]));
    return {};
  }
  if (asked.step === 'cut') {
    for (const browser of browsers) browser.cut();
    return {};
  }
  if (asked.step === 'open') {
    const began = performance.now();
    await openAll(asked.withinMs);
    if (asked.to === undefined) return { ms: performance.now() - began };
    const found = await heard({ to: asked.to, quietMs: asked.quietMs ?? 3_000 });
    return { ...found, ms: found.endedAt - began };
  }
  stretch = asked;
  each = new Delays();
  slowest = new Delays();
  counts = new Map();
  return heard(asked);
}

process.stdout.write('ready\n');
for await (const line of createInterface({ input: process.stdin })) {
  const answer = await step(JSON.parse(line) as Asked).catch((error: unknown) => ({ error: String(error) }));
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
for (const browser of browsers) browser.cut();
