import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  errorShape,
  findCanaries,
  inSpan,
  log,
  logTo,
  NotAllowedInTelemetry,
  nestLogger,
  startTelemetry,
  throwOnUnlisted,
  withheld,
} from './index';
import { InMemorySpanExporter } from '@opentelemetry/sdk-trace-base';

let lines: Record<string, unknown>[] = [];
const canaries = ['Zonneveld-Canary', 'Kanarieplein 12', '+32470999888'];
beforeEach(() => {
  lines = [];
  logTo((line) => void lines.push(JSON.parse(line) as Record<string, unknown>), 'debug');
});
afterEach(() => {
  logTo(undefined);
  throwOnUnlisted(false);
});

describe('log', () => {
  it('writes a sentence with ids and nothing outside the allow-list', () => {
    const before = withheld().fields;
    // @ts-expect-error -- the compiler refuses `name` already
    log('wijk').info({ noteId: 'n-1', name: 'Zonneveld-Canary', reason: 'at Kanarieplein 12', count: 2 }, 'note accepted');
    expect(lines[0]).toMatchObject({ level: 'info', service: 'wijk', noteId: 'n-1', count: 2, message: 'note accepted' });
    expect(Object.keys(lines[0] ?? {}).sort()).toEqual(['count', 'level', 'message', 'noteId', 'service', 'time']);
    expect(withheld().fields - before).toBe(2);
  });

  it('throws in tests', () => {
    throwOnUnlisted(true);
    // @ts-expect-error -- the compiler refuses `street` already
    expect(() => log('wijk').info({ street: 'Kanarieplein' }, 'x')).toThrow(NotAllowedInTelemetry);
  });

  it('shows an error by class, code, frames and cause, never by its text', () => {
    const cause = new RangeError('Kanarieplein 12\n second line Zonneveld-Canary');
    const error = Object.assign(new TypeError('Zonneveld-Canary was seen', { cause }), { code: 'wijk.note-unclear' });
    log('wijk').error({ err: error }, 'unexpected error');
    const text = JSON.stringify(lines[0]);
    expect(lines[0]?.err).toMatchObject({ type: 'TypeError', code: 'wijk.note-unclear', cause: { type: 'RangeError' } });
    expect(text).toContain('logger.spec');
    expect(findCanaries([text], canaries)).toEqual([]);
    expect(errorShape('Zonneveld-Canary')).toEqual({ type: 'string' });
  });

  it('takes no line of a text for a frame, however much it looks like one', () => {
    const texts = ['refused:\n  at Kanarieplein 12', 'refused:\n    at Zonneveld-Canary', 'refused:\n    at Kanarieplein 12 (note.ts:1:1)'];
    for (const text of texts) log('wijk').error({ err: new Error(text, { cause: new Error(text) }) }, 'unexpected error');
    // Rewritten since: the stack still holds what was said first.
    log('wijk').error({ err: Object.assign(new Error(texts[1]), { message: 'refused' }) }, 'unexpected error');
    nestLogger(log('wijk')).error(texts[2], new Error(texts[2]).stack, 'ExceptionsHandler');
    const written = lines.map((line) => JSON.stringify(line));
    expect([written.length, findCanaries(written, canaries)]).toEqual([5, []]);
    expect(written.every((line) => line.includes('logger.spec'))).toBe(true);
  });

  it('keeps every kind of frame', () => {
    const frames = [
      ['    at run (file.ts:1:1)', '    at async Promise.all (index 0)', '    at JSON.parse (<anonymous>)', '    at file:///a b/c.js:1:1'],
      ['    at eval (eval at <anonymous> (x.js:1:7), <anonymous>:1:13)', '    at Array.map (native)', '    at async node:internal/x:1:1'],
    ].flat();
    const error = Object.assign(new Error('x'), { stack: ['Error: x', ...frames].join('\n') });
    expect(errorShape(error).stack?.split('\n')).toEqual(frames);
  });

  it('carries the ids of the active trace', async () => {
    const telemetry = startTelemetry({ service: 'wijk', version: '0', spanExporter: new InMemorySpanExporter() });
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    inSpan('decide', { traceparent }, () => telemetry.log.info({}, 'decided'));
    expect(lines[0]).toMatchObject({ trace_id: '4bf92f3577b34da6a3ce929d0e0e4736' });
    await telemetry.stop();
  });
});

describe('nestLogger', () => {
  it('keeps the framework’s own start-up words and withholds every other text', () => {
    const nest = nestLogger(log('wijk'));
    nest.log('Nest application successfully started', 'NestApplication');
    nest.error('Zonneveld-Canary', 'Error: Kanarieplein 12\n    at run (file.ts:1:1)', 'ExceptionsHandler');
    nest.warn(new Error('+32470999888'), 'Server');
    nest.log({ any: 'Zonneveld-Canary' });
    expect(lines.map((line) => line.message)).toEqual([
      'Nest application successfully started',
      'unexpected error',
      'unexpected error',
      'framework message withheld',
    ]);
    expect(
      findCanaries(
        lines.map((line) => JSON.stringify(line)),
        canaries,
      ),
    ).toEqual([]);
    expect(JSON.stringify(lines[1])).toContain('at run (file.ts:1:1)');
  });
});

describe('findCanaries', () => {
  it.each([
    ['plain', 'x Zonneveld-Canary y'],
    ['other case', 'zonneveld-canary'],
    ['URL', `q=${encodeURIComponent('Kanarieplein 12')}`],
    ['hex', Buffer.from('Zonneveld-Canary').toString('hex')],
    ['base64 at 0', Buffer.from('Zonneveld-Canary').toString('base64')],
    ['base64 at 1', Buffer.from('aZonneveld-Canaryb').toString('base64')],
    ['base64 at 2', Buffer.from('{"Zonneveld-Canary"}').toString('base64')],
  ])('finds a canary written as %s', (_, text) => {
    expect(findCanaries(['clean', text], canaries)).toHaveLength(1);
  });
});
