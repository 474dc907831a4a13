import type { FastifyInstance } from 'fastify';
import { nestsDeeper } from '../../domain/merge-request';
import type { Failure } from '../../domain/problem';

/** The body cannot be read; carries the failure to answer with. */
export class UnreadableBody extends Error {
  constructor(readonly failure: Failure) {
    super('unreadable body');
    this.name = 'UnreadableBody';
  }
}

const deepest = 40;
const unreadable = (rule: string): UnreadableBody =>
  new UnreadableBody({ code: 'invalid-request', errors: [{ path: '', rule, params: {} }] });

/** JSON is the only body there is; an empty one counts as none. Prototype keys stay visible for the contract's check. */
export function acceptJson(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    const text = body as string;
    if (text.trim() === '') return done(null, undefined);
    if (nestsDeeper(text, deepest)) return done(unreadable('too-deep'));
    try {
      done(null, JSON.parse(text));
    } catch {
      done(unreadable('not-json'));
    }
  });
}
