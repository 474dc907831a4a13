import { DomainError } from '@spil/domain-kit';

/** The log is not as it was written; `params.seq` is the first line that is known not to be. Nothing is signed over it. */
export class ReadLogBroken extends DomainError {
  constructor(readonly seq: number) {
    super('read-log-broken', { seq });
    this.name = 'ReadLogBroken';
  }
}

/** The first look at a long log took too long. What was done of it stays done: who asks again comes further. */
export class ReadLogLate extends DomainError {
  constructor() {
    super('unavailable');
    this.name = 'ReadLogLate';
  }
}

/** Subjects were named by another key before: earlier reads are there and cannot be found, and "nobody" would be a lie. */
export class ReadLogKeyChanged extends DomainError {
  constructor() {
    super('read-log-key-changed');
    this.name = 'ReadLogKeyChanged';
  }
}
