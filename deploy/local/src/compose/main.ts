// Writes the secrets a docker-compose stack runs on to .spil/compose. usage: node dist/deploy/local/compose/main.js [PUBLIC_URL ISSUER]
import { join } from 'node:path';
import { demoTopology } from '../demo/demo-people';
import { demoZone } from '../demo/demo-zone';
import { writePrivate } from '../files';
import { secretsIn } from '../secrets';
import { composeEnvironments, envFile } from './env-files';

const [publicUrl = 'http://localhost:8080', issuer = 'http://localhost:8081'] = process.argv.slice(2);
const dir = join(process.cwd(), '.spil', 'compose');
const zones = demoTopology(demoZone.zone).filter(({ zone }) => zone === demoZone.zone);
const files = composeEnvironments(secretsIn(dir), { zones, publicUrl, issuer });
for (const [name, environment] of Object.entries(files)) writePrivate(join(dir, name), envFile(environment));
console.log(`${Object.keys(files).length} files written to ${dir}; keep them secret.`);
