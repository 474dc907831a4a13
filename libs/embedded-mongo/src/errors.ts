/** MongoDB's own error codes that this server answers with; anything it cannot do is refused by one of these, never ignored. */
export const CODE_NAMES = {
  1: 'InternalError',
  2: 'BadValue',
  9: 'FailedToParse',
  13: 'Unauthorized',
  14: 'TypeMismatch',
  16: 'InvalidLength',
  18: 'AuthenticationFailed',
  20: 'IllegalOperation',
  26: 'NamespaceNotFound',
  27: 'IndexNotFound',
  28: 'PathNotViable',
  40: 'ConflictingUpdateOperators',
  43: 'CursorNotFound',
  48: 'NamespaceExists',
  50: 'MaxTimeMSExpired',
  52: 'DollarPrefixedFieldName',
  53: 'InvalidIdField',
  54: 'NotSingleValueField',
  59: 'CommandNotFound',
  66: 'ImmutableField',
  67: 'CannotCreateIndex',
  72: 'InvalidOptions',
  73: 'InvalidNamespace',
  85: 'IndexOptionsConflict',
  86: 'IndexKeySpecsConflict',
  115: 'CommandNotSupported',
  168: 'InvalidPipelineOperator',
  171: 'CannotIndexParallelArrays',
  175: 'QueryPlanKilled',
  197: 'InvalidIndexSpecificationOption',
  10334: 'BSONObjectTooLarge',
  11000: 'DuplicateKey',
  15952: 'Location15952',
  15975: 'Location15975',
  5107200: 'Location5107200',
  15958: 'Location15958',
  14031: 'OutOfDiskSpace',
  16410: 'Location16410',
  28818: 'Location28818',
  40192: 'Location40192',
  31325: 'Location31325',
  17280: 'KeyTooLong',
  31249: 'Location31249',
  31250: 'Location31250',
  31253: 'Location31253',
  31254: 'Location31254',
  40323: 'Location40323',
  40324: 'Location40324',
  40353: 'Location40353',
  40414: 'IDLFailedToParse',
  40415: 'IDLUnknownField',
  40573: 'Location40573',
  51091: 'Location51091',
} as const;

/** A code this server knows by name. */
export type MongoCode = keyof typeof CODE_NAMES;

/** An expected refusal, in the form a MongoDB driver understands. */
export class MongoError extends Error {
  constructor(
    readonly code: MongoCode,
    message: string,
    readonly extra: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
  }

  /** The body of a failed command. */
  toReply(): Record<string, unknown> {
    return { ok: 0, errmsg: this.message, code: this.code, codeName: CODE_NAMES[this.code], ...this.extra };
  }

  /** One entry of `writeErrors`: the position in the batch and why it failed. */
  toWriteError(index: number): Record<string, unknown> {
    return { index, code: this.code, errmsg: this.message, ...this.extra };
  }
}

/** A sentence for what this server leaves out on purpose (transactions, change streams, text and geo indexes …). */
export function notSupported(what: string): MongoError {
  return new MongoError(115, `${what} not supported by Spil's embedded store (one machine, trial and tests); use MongoDB 7 or newer`);
}
