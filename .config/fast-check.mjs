// What specs get for `fast-check`: the package with a seed that is said aloud, once for each file. FC_SEED=… runs a file by that one again.
import { expect } from '@jest/globals';
import fc from '../node_modules/fast-check/lib/fast-check.js';

const seed = Number(process.env.FC_SEED ?? Math.floor(Math.random() * 2 ** 31));
fc.configureGlobal({ seed });
const path = expect.getState().testPath?.split('/').slice(-4).join('/') ?? 'a spec';
process.stderr.write(`properties of ${path}: seed ${seed} (FC_SEED)\n`);

export * from '../node_modules/fast-check/lib/fast-check.js';
export default fc;
