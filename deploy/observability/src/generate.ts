import { readFileSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { withAllowedKeys } from './collector';
import { dashboard } from './dashboard';

const file = 'deploy/observability/grafana/dashboards/spil.json';
const style = await resolveConfig(file);
writeFileSync(file, await format(JSON.stringify(dashboard(), null, 2), { ...style, filepath: file }));
console.log(`${file} written from the table of metrics`);

const collector = 'deploy/observability/collector.yaml';
writeFileSync(collector, withAllowedKeys(readFileSync(collector, 'utf8')));
console.log(`${collector} has the allow-list of today`);
