// For docker-compose and Kubernetes: makes streams and durables, then ends; with `stay` it puts aside what the broker gives up
// delivering until it is stopped. The only bus user that may do either.
import { collectMaxDeliveries, connectBus, provision } from '@spil/messaging';
import { topology } from '@spil/contracts';
import { readConfig } from './provision.config';

const config = readConfig();
const nc = await connectBus({
  servers: config.NATS_URL.split(','),
  user: 'provisioner',
  pass: config.NATS_PASSWORD,
  service: 'provisioner',
});
const plan = topology(config.TOPOLOGY);
if (process.argv.includes('stay')) await stay();
else {
  await provision(nc, plan, { replicas: config.STREAM_REPLICAS, maxBytes: config.STREAM_BYTES });
  console.log(`streams and durables of ${config.TOPOLOGY.length} zones are there`);
  await nc.close();
}

async function stay(): Promise<void> {
  const leave = await collectMaxDeliveries(nc, plan);
  console.log('putting aside what the broker gives up delivering');
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void leave().then(() => nc.close()));
}
