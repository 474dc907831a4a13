// Progress for people: silent below two seconds, a line that is rewritten on a terminal, a line now and then in a log.
const QUIET_MS = 2_000;
const LOG_EVERY_MS = 10_000;
const WIDTH = 110;

/** @typedef {{ name: string, doing: string, since: number, shown: number }} Task */

export class Progress {
  /**
   * @param {{ write(text: string): unknown, isTTY?: boolean | undefined }} out
   * @param {() => number} now milliseconds
   */
  constructor(out = process.stdout, now = Date.now) {
    this.out = out;
    this.now = now;
    /** @type {Set<Task>} */
    this.tasks = new Set();
    this.rewriting = false;
    /** @type {NodeJS.Timeout | undefined} */
    this.timer = undefined;
  }

  /** @param {string} text a line that stays */
  say(text) {
    this.out.write(`${this.rewriting ? '\r\u001b[K' : ''}${text}\n`);
    this.rewriting = false;
  }

  /**
   * Runs one task and shows it while it lasts; its end is told when it took long enough to be noticed.
   * @template T
   * @param {string} name
   * @param {(report: import('./types').Report) => Promise<T>} work
   * @returns {Promise<T>}
   */
  async during(name, work) {
    const task = { name, doing: name, since: this.now(), shown: this.now() };
    this.tasks.add(task);
    this.timer ??= setInterval(() => this.tick(), 500).unref();
    try {
      return await work((doing) => {
        task.doing = doing;
      });
    } finally {
      this.tasks.delete(task);
      const took = this.now() - task.since;
      if (took >= QUIET_MS) this.say(`  ${name}: ${(took / 1000).toFixed(0)} s`);
      if (this.tasks.size === 0) this.stop();
    }
  }

  tick() {
    const now = this.now();
    const slow = [...this.tasks].filter((task) => now - task.since >= QUIET_MS);
    if (slow.length === 0) return;
    if (this.out.isTTY) {
      const text = slow.map((task) => `${task.doing} (${Math.round((now - task.since) / 1000)} s)`).join('  |  ');
      this.out.write(`\r\u001b[K… ${text.slice(0, WIDTH)}`);
      this.rewriting = true;
      return;
    }
    for (const task of slow) this.log(task, now);
  }

  /** @param {Task} task @param {number} now */
  log(task, now) {
    const first = task.shown === task.since;
    if (!first && now - task.shown < LOG_EVERY_MS) return;
    task.shown = now;
    this.say(`… ${task.doing} (${Math.round((now - task.since) / 1000)} s)`);
  }

  stop() {
    clearInterval(this.timer);
    this.timer = undefined;
    if (this.rewriting) this.out.write('\r\u001b[K');
    this.rewriting = false;
  }
}
