// The first that works is taken; every one before it says why it was not.
import { realReason } from './reason.mjs';

/** @typedef {import('../types').Provider} Provider */
/** @typedef {import('../types').Probe} Probe */

/** @param {Provider} provider @param {import('../types').System} system @returns {Promise<Probe>} */
const look = async (provider, system) => {
  try {
    return await provider.probe(system);
  } catch (error) {
    return { state: 'refused', why: realReason(error) };
  }
};

/**
 * A binary fetched or built earlier, and verified, is better than fetching another one.
 * @param {readonly Provider[]} rest
 * @param {import('../types').System} system
 */
const cachedAmong = async (rest, system) => {
  for (const provider of rest.filter((candidate) => candidate.fetches)) {
    const probe = await look(provider, system);
    if (probe.state === 'ready') return probe.choice;
  }
  return undefined;
};

/**
 * @param {Provider} provider
 * @param {import('../types').System} system
 * @param {import('../types').Report} report
 * @returns {Promise<Probe>}
 */
const get = async (provider, system, report) => {
  if (provider.obtain === undefined) return { state: 'refused', why: 'cannot be fetched' };
  try {
    return { state: 'ready', choice: await provider.obtain(system, report) };
  } catch (error) {
    return { state: 'refused', why: realReason(error) };
  }
};

/**
 * @param {readonly [Provider, ...Provider[]]} candidates the provider in question and those after it
 * @param {import('../types').System} system
 * @param {{ mayObtain: boolean, report: import('../types').Report }} options
 * @returns {Promise<Probe>}
 */
const tryOne = async ([provider, ...rest], system, { mayObtain, report }) => {
  const probe = await look(provider, system);
  if (probe.state !== 'obtainable') return probe;
  const cached = provider.fetches ? await cachedAmong(rest, system) : undefined;
  if (cached) return { state: 'refused', why: `not needed, as ${cached.title} was fetched earlier` };
  return mayObtain ? get(provider, system, report) : probe;
};

/**
 * @param {'NATS' | 'MongoDB'} service
 * @param {readonly Provider[]} list in the order in which they are tried
 * @param {import('../types').System} system
 * @param {{ mayObtain: boolean, report?: import('../types').Report }} options `mayObtain: false` only looks
 * @returns {Promise<import('../types').Decision>}
 */
export const choose = async (service, list, system, { mayObtain, report = () => {} }) => {
  /** @type {import('../types').Refusal[]} */
  const refusals = [];
  for (const [index, provider] of list.entries()) {
    const probe = await tryOne([provider, ...list.slice(index + 1)], system, { mayObtain, report });
    if (probe.state === 'ready') return { service, choice: probe.choice, refusals };
    if (probe.state === 'obtainable') return { service, wouldObtain: probe.title, refusals };
    const { why, remedy } = probe;
    refusals.push({ provider: provider.id, title: provider.title, why, ...(remedy ? { remedy } : {}) });
  }
  return { service, refusals };
};

/**
 * One line for people: which was taken, and why each before it was not.
 * @param {import('../types').Decision} decision
 */
export const decisionLine = (decision) => {
  const taken = decision.choice?.title ?? decision.wouldObtain ?? 'nothing that works here';
  const before = decision.refusals.map(({ title, why }) => `${title}: ${why}`).join('; ');
  return `${decision.service}: ${taken}${before === '' ? '' : ` (before it: ${before})`}`;
};

/**
 * What to install so that one of the refused providers works.
 * @param {import('../types').Decision} decision
 */
export const remedyLines = (decision) =>
  decision.refusals.flatMap(({ title, remedy }) => (remedy ? [`  ${title} – Debian: ${remedy.debian}; macOS: ${remedy.macos}`] : []));
