import { readFileSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { withAllowedKeys } from './collector';
import { dashboard } from './dashboard';
import { withAnnotations } from './rule-tests';

const read = (file: string): string => readFileSync(file, 'utf8');
const write = async (file: string, text: string): Promise<void> =>
  writeFileSync(file, await format(text, { ...(await resolveConfig(file)), filepath: file }));

const file = 'deploy/observability/grafana/dashboards/spil.json';
await write(file, JSON.stringify(dashboard(), null, 2));
console.log(`${file} written from the table of metrics`);

const collector = 'deploy/observability/collector.yaml';
writeFileSync(collector, withAllowedKeys(read(collector)));
console.log(`${collector} has the allow-list of today`);

const tests = 'deploy/observability/prometheus/rules.test.yaml';
await write(tests, withAnnotations(read(tests), read('deploy/observability/prometheus/rules.yaml')));
console.log(`${tests} expects the annotations of today's rules`);
