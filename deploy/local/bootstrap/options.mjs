import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { RefusedError } from './refused.mjs';

export const helpText = `npm start [-- options]

  --fresh              begin anew: the data of this folder's suite is deleted first
  --zone FILE.geojson  load another zone instead of the demo zone
  --no-demo            start without zone and demo people
  --no-evening         demo people and zone, but nothing happens by itself (otherwise a made-up evening plays, once)
  --lan                also serve phones on the same network, over TLS with a development certificate
  --port NUMBER        port of the console and the API (default 3000)
  --help               this text

Ctrl-C stops everything. Data is kept in .spil (or in SPIL_DIR). npm run doctor tells what would be used.`;

const DEFAULT_PORT = 3000;

/** @param {string | undefined} text */
const portOf = (text) => {
  if (text === undefined) return DEFAULT_PORT;
  const port = Number(text);
  // 0 asks the system for a free one, which is what tests want.
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new RefusedError(`--port ${text} is no port: give a number from 1 to 65535.`);
  return port;
};

/** @param {string[]} args */
const parsed = (args) => {
  try {
    return parseArgs({
      args,
      options: {
        fresh: { type: 'boolean', default: false },
        zone: { type: 'string' },
        'no-demo': { type: 'boolean', default: false },
        'no-evening': { type: 'boolean', default: false },
        lan: { type: 'boolean', default: false },
        port: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }).values;
  } catch (error) {
    throw new RefusedError(`${error instanceof Error ? error.message : String(error)}\n\n${helpText}`);
  }
};

/**
 * @param {string[]} args
 * @returns {import('./types').StartOptions}
 * @throws {RefusedError} with one sentence when an option is unknown or its value cannot be used
 */
export const parseOptions = (args) => {
  const values = parsed(args);
  const zone = values.zone === undefined ? undefined : resolve(values.zone);
  if (zone !== undefined && !existsSync(zone)) throw new RefusedError(`There is no file ${values.zone}: give --zone a GeoJSON file.`);
  return {
    fresh: values.fresh,
    demo: !values['no-demo'],
    // Its words are of the made-up zone: over a real one they would look like news.
    evening: !values['no-evening'] && !values['no-demo'] && zone === undefined,
    lan: values.lan,
    port: portOf(values.port),
    portGiven: values.port !== undefined,
    help: values.help,
    ...(zone === undefined ? {} : { zone }),
  };
};
