import { readFileSync } from 'node:fs';
import { ConfigError } from '@spil/config';
import { readRules } from './prom/rules';
import { fromProcess } from './receiver.config';
import { startReceiver } from './server';

const run = async (): Promise<void> => {
  const { HTTP_PORT: port, HOST: host, DATA_DIR: dataDir, RETENTION_DAYS: days, MAX_BYTES: bytes, ...settings } = fromProcess();
  const { RULES_FILE: file, RULES_EVERY_MS: everyMs, RULES_PERCENT: percent } = settings;
  const alerting = file === undefined ? undefined : { rules: readRules(readFileSync(file, 'utf8'), percent / 100), everyMs };
  const receiver = await startReceiver({ port, host, dataDir, days, bytes, alerting });
  process.stdout.write(`${JSON.stringify({ level: 'info', service: 'otlp-receiver', message: 'ready', url: receiver.url })}\n`);
  let closing: Promise<void> | undefined;
  // A second signal must not start a second close.
  const stop = (): void => void (closing ??= receiver.close());
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
};

run().catch((error: unknown) => {
  const remedy = error instanceof ConfigError || error instanceof Error ? error.message : 'unexpected error';
  process.stderr.write(`otlp-receiver does not start: ${remedy}\n`);
  process.exitCode = 1;
});
