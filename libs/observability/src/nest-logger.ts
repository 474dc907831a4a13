import { framesOf } from './error-shape';
import type { Logger } from './logger';

/** Contexts of Nest's own start-up lines; their sentences name classes and routes only. */
const frameworkContexts = new Set([
  'NestFactory',
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'NestApplication',
  'NestMicroservice',
  'WebSocketsController',
]);

const contextOf = (rest: readonly unknown[]): string | undefined => {
  const last = rest[rest.length - 1];
  return typeof last === 'string' && /^[A-Za-z0-9_.-]{1,80}$/.test(last) ? last : undefined;
};

/** What Nest passes as message may be an exception text, so only the framework's known start-up lines keep their words. */
const sentence = (message: unknown, context: string | undefined): string =>
  typeof message === 'string' && context !== undefined && frameworkContexts.has(context) ? message : 'framework message withheld';

/** Nest's LoggerService over our logger: `app.useLogger(nestLogger(log('wijk')))`. */
export const nestLogger = (to: Logger) => {
  const line = (level: 'debug' | 'info' | 'warn' | 'error' | 'fatal', message: unknown, rest: readonly unknown[]): void => {
    const context = contextOf(rest);
    const fields = context === undefined ? {} : { context };
    if (message instanceof Error) return to[level]({ ...fields, err: message }, 'unexpected error');
    const text = typeof message === 'string' ? message : '';
    const [stack] = rest.flatMap((part) => (typeof part === 'string' ? (framesOf(part, text) ?? []) : []));
    if (stack === undefined) return to[level](fields, sentence(message, context));
    const error = Object.assign(new Error('withheld'), { stack });
    to[level]({ ...fields, err: error }, 'unexpected error');
  };
  return {
    log: (message: unknown, ...rest: unknown[]): void => line('info', message, rest),
    error: (message: unknown, ...rest: unknown[]): void => line('error', message, rest),
    warn: (message: unknown, ...rest: unknown[]): void => line('warn', message, rest),
    debug: (message: unknown, ...rest: unknown[]): void => line('debug', message, rest),
    verbose: (message: unknown, ...rest: unknown[]): void => line('debug', message, rest),
    fatal: (message: unknown, ...rest: unknown[]): void => line('fatal', message, rest),
  };
};
