import 'reflect-metadata';
import { ConfigError, printFlag, printout } from '@spil/config';
import { logTo } from '@spil/observability';
import { processEnvironment } from '@spil/service-host';
import { config as declared, readConfig, type GatewayConfig } from './gateway.config';
import { openPlatform } from './gateway.platform';
import { startGateway } from './start-gateway';

const gateway = await startGateway(await openPlatform(configured()));
let stopping: Promise<void> | undefined;
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void (stopping ??= stop()));

function configured(): GatewayConfig {
  if (process.argv.includes(printFlag)) {
    process.stdout.write(printout(declared, processEnvironment()));
    process.exit(0);
  }
  try {
    const config = readConfig();
    logTo(undefined, config.LOG_LEVEL);
    return config;
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`gateway cannot start:\n${error.message}\n`);
    process.exit(78); // EX_CONFIG
  }
}

/** The process ends by itself once everything is closed; a log line may still be on its way, so nobody calls exit. */
async function stop(): Promise<void> {
  try {
    await gateway.stop();
  } catch (error) {
    process.stderr.write(`stop failed: ${error instanceof Error ? error.name : 'unknown'}\n`);
    process.exitCode = 1;
  }
}
