import { serviceNames, type ServiceName } from '@spil/contracts';

/** A key learnt elsewhere, by its fingerprint; of which service, when that is said. */
export interface ExpectedKey {
  fingerprint: string;
  service?: ServiceName;
}

const fingerprint = /^[0-9a-f]{64}$/;

/** What follows `prove FILE`: `--key service=FINGERPRINT …`. Throws at the first word that is nothing of that: a check that was asked for and not made is worse than none. */
export function keysOf(words: readonly string[]): ExpectedKey[] {
  const keys: ExpectedKey[] = [];
  for (let at = 0; at < words.length; at += 2) {
    if (words[at] !== '--key') throw new Error(`prove does not know ${words[at]}`);
    keys.push(keyOf(words[at + 1] ?? ''));
  }
  for (const { fingerprint: one, service } of keys) {
    const other = keys.find((key) => key.fingerprint === one && key.service !== service);
    if (other) throw new Error(`--key gives one fingerprint to two services: ${one}`);
    const second = service && keys.find((key) => key.service === service && key.fingerprint !== one);
    if (second) throw new Error(`--key gives two fingerprints to ${service}`);
  }
  return keys;
}

function keyOf(word: string): ExpectedKey {
  const [first = '', second, ...more] = word.toLowerCase().split('=');
  const given = second ?? first;
  if (!fingerprint.test(given) || more.length > 0)
    throw new Error(`--key wants a fingerprint of 64 hexadecimal digits, or service=FINGERPRINT; this is ${word || 'nothing'}`);
  if (second === undefined) return { fingerprint: given };
  const service = serviceNames.find((name) => name === first);
  if (!service) throw new Error(`--key ${first}=… must name one of ${serviceNames.join(', ')}`);
  return { fingerprint: given, service };
}

/** What follows `verify`. Throws at the first word it does not know. */
export function verifyOptions(words: readonly string[]): { services: readonly ServiceName[]; json: boolean } {
  let [services, json]: [readonly ServiceName[], boolean] = [serviceNames, false];
  const rest = [...words];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '--json') json = true;
    else if (word === '--service') services = [serviceOf(rest.shift())];
    else throw new Error(`verify does not know ${word}`);
  }
  return { services, json };
}

function serviceOf(word: string | undefined): ServiceName {
  const named = serviceNames.find((name) => name === word);
  if (!named) throw new Error(`--service must be one of ${serviceNames.join(', ')}`);
  return named;
}
