import { writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { dashboard } from './dashboard';

const file = 'deploy/observability/grafana/dashboards/spil.json';
const style = await resolveConfig(file);
writeFileSync(file, await format(JSON.stringify(dashboard(), null, 2), { ...style, filepath: file }));
console.log(`${file} written from the table of metrics`);
