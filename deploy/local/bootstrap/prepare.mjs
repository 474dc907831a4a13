// From a fresh clone to something that can be started: packages and build on one side, the servers on the other, at the same time.
import { RefusedError } from './refused.mjs';
import { build } from './build.mjs';
import { install } from './install.mjs';
import { decide } from './providers/list.mjs';
import { decisionLine, remedyLines } from './providers/choose.mjs';

/**
 * @param {import('./types').System} system
 * @param {import('./progress.mjs').Progress} progress
 * @returns {Promise<import('./types').Decisions>}
 */
export const provide = async (system, progress) => {
  const decisions = await progress.during('NATS and MongoDB', (report) =>
    decide(system, { mayObtain: true, report: (service, doing) => report(`${service}: ${doing}`) }),
  );
  for (const decision of [decisions.nats, decisions.mongo]) {
    if (decision.choice) progress.say(`  ${decisionLine(decision)}`);
    else throw new RefusedError([decisionLine(decision), 'Install one of these:', ...remedyLines(decision)].join('\n'));
  }
  return decisions;
};

/**
 * @param {import('./types').System} system
 * @param {import('./progress.mjs').Progress} progress
 * @returns {Promise<import('./types').Decisions>}
 */
export const prepare = async (system, progress) => {
  const code = async () => {
    await progress.during('packages', (report) => install(system.root, report));
    await progress.during('build', (report) => build(system.root, report));
  };
  const [decisions] = await Promise.all([provide(system, progress), code()]);
  return decisions;
};
