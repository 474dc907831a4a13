// Tally, clock and answers of contenders/*.ts for peers in packages of their own, which cannot import them. No package is used here.

/** What this run is told: RunPlan of contenders/plan.ts. */
export const plan = JSON.parse(process.argv[2]);

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
export const say = (answer) => void process.stdout.write(`${JSON.stringify(answer)}\n`);
const begin = () => void process.stdout.write('begin\n');

// What comes before anybody counts.
const early = [];
let hear = (n) => void early.push(n);
/** The handler got message number `n`. */
export const saw = (n) => hear(n);

/** Counts what arrives from now on: how often, how many different, and their sum; `onEach` hears how often. */
function counting(expected, onEach = () => {}) {
  const seen = new Uint8Array(expected);
  const tally = { received: 0, distinct: 0, sum: 0 };
  const all = new Promise((resolve) => {
    hear = (n) => {
      onEach(++tally.received);
      if (n < 0 || n >= expected || seen[n]) return;
      seen[n] = 1;
      tally.distinct++;
      tally.sum += n;
      if (tally.distinct === expected) resolve();
    };
  });
  return { tally, all };
}

/** Measures from here until the answer is called. */
function stopwatch() {
  const cpu = process.cpuUsage();
  const began = performance.now();
  return () => {
    const ms = performance.now() - began;
    const { user, system } = process.cpuUsage(cpu);
    return { ms, cpuMs: (user + system) / 1000, rssMb: process.memoryUsage.rss() / 2 ** 20 };
  };
}

/** Keeps the plan's window of promises under way until `count` are settled; answers how many. */
export const windowed = (count, send) =>
  new Promise((resolve, reject) => {
    let sent = 0;
    let settled = 0;
    const next = () => {
      while (sent < count && sent - settled < plan.window) {
        send(sent++).then(() => {
          if (++settled === count) resolve(settled);
          else next();
        }, reject);
      }
    };
    if (count === 0) resolve(0);
    else next();
  });

async function pass({ publish, flush }, run, count) {
  const { tally, all } = counting(count);
  const end = stopwatch();
  const acknowledged = await publish(run, count);
  if (plan.mode === 'both') await Promise.race([all, pause(30_000)]);
  await flush();
  return { ...end(), acknowledged, ...tally };
}

/** Handles what lies in the stream already; the first `warmUp` messages are not measured. */
async function backlog() {
  let end = stopwatch();
  const { tally, all } = counting(plan.warmUp + plan.messages, (received) => {
    if (received !== plan.warmUp) return;
    begin();
    end = stopwatch();
  });
  for (const n of early.splice(0)) hear(n);
  await Promise.race([all, pause(120_000)]);
  return { ...end(), acknowledged: 0, ...tally };
}

/** Does what the plan says with `publish(run, count)`, which answers how many were acknowledged, and `flush()`; then the process ends. */
export async function play(peer) {
  if (plan.mode === 'backlog') say(await backlog());
  else {
    // A consumer made just now has asked for its first messages by then.
    await pause(500);
    await pass(peer, 1, plan.warmUp);
    begin();
    say(await pass(peer, 2, plan.messages));
  }
  process.exit(0);
}
