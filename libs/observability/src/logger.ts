import pino from 'pino';
import { type LogFieldName, logFields, withhold } from './allow-lists';
import { errorShape } from './error-shape';
import { activeTraceIds } from './spans';

/** Fields of one line: ids and measures from the allow-list; an error goes under `err`. */
export type LogFields = { readonly [N in LogFieldName | 'err']?: unknown };

/** `log.info({ noteId }, 'note accepted')`: a constant sentence, with what varies in the fields. */
export interface Logger {
  debug(fields: LogFields, sentence: string): void;
  info(fields: LogFields, sentence: string): void;
  warn(fields: LogFields, sentence: string): void;
  error(fields: LogFields, sentence: string): void;
  fatal(fields: LogFields, sentence: string): void;
}

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';

interface Destination {
  write(line: string): unknown;
  /** Resolves when what was written has left the process. */
  flushed(): Promise<void>;
}

const kept = (fields: Record<string, unknown>): Record<string, unknown> => {
  const line: Record<string, unknown> = {};
  for (const name of Object.keys(fields)) {
    const value = fields[name];
    if (value === undefined) continue;
    if (name === 'err') line.err = errorShape(value);
    else if (name === 'trace_id' || name === 'span_id' || logFields.get(name)?.(value)) line[name] = value;
    else withhold('log field', name);
  }
  return line;
};

const traceIds = (): Record<string, string> => {
  const ids = activeTraceIds();
  return ids ? { trace_id: ids.traceId, span_id: ids.spanId } : {};
};

/** Standard output, written in blocks of 4 KB or every half second; nothing is lost on a drain, at most one block on a crash. */
const standardOutput = (): Destination => {
  const out = pino.destination({ dest: 1, sync: false, minLength: 4096, periodicFlush: 500 });
  return {
    write: (line) => out.write(line),
    flushed: () => new Promise((resolve) => out.flush(() => resolve())),
  };
};

let destination: Destination | undefined;
let level: LogLevel = 'info';

/** Sends lines elsewhere (tests, the launcher's files); applies to loggers made afterwards. */
export const logTo = (write: ((line: string) => void) | undefined, atLeast: LogLevel = 'info'): void => {
  destination = write ? { write, flushed: () => Promise.resolve() } : undefined;
  level = atLeast;
};

/** Waits until every line written so far has left the process. */
export const flushLogs = (): Promise<void> => destination?.flushed() ?? Promise.resolve();

/** The logger of one service: JSON lines with time, level, trace ids and only fields of the allow-list. */
export const log = (service: string): Logger =>
  pino(
    {
      level,
      base: { service },
      messageKey: 'message',
      timestamp: pino.stdTimeFunctions.isoTime,
      mixin: traceIds,
      serializers: { err: (shape: unknown) => shape },
      formatters: { level: (label) => ({ level: label }), log: kept },
    },
    (destination ??= standardOutput()),
  );
