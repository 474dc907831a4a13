// One-shot program for docker-compose and Kubernetes: makes streams and durables, then ends. The only bus user that may.
import { connectBus, provision } from '@spil/messaging';
import { topology } from '@spil/contracts';
import { readConfig } from './provision.config';

const config = readConfig();
const nc = await connectBus({
  servers: config.NATS_URL.split(','),
  user: 'provisioner',
  pass: config.NATS_PASSWORD,
  service: 'provisioner',
});
await provision(nc, topology(config.TOPOLOGY), { replicas: config.STREAM_REPLICAS, maxBytes: config.STREAM_BYTES });
await nc.close();
console.log(`streams and durables of ${config.TOPOLOGY.length} zones are there`);
