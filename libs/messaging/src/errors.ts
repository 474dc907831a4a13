/**
 * The part a handler needs (its database, another broker) is away. The delivery is not the message's fault: it is kept,
 * pulling pauses until the probe answers, and nothing counts towards poison.
 */
export class DependencyDown extends Error {
  readonly infrastructure = true;
  constructor(dependency: string, options?: ErrorOptions) {
    super(`${dependency} is not reachable`, options);
    this.name = 'DependencyDown';
  }
}

/** True for every error, of whatever library, that says of itself `infrastructure: true`. */
export const isInfrastructure = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && (error as { infrastructure?: unknown }).infrastructure === true;

/** The broker answered a publish with a refusal, or gave no answer within all tries. The message is not stored. */
export class PublishFailed extends Error {
  constructor(
    readonly code: string,
    /** Worth trying again later: stream full, no stream yet, no answer. False when the broker forbids it. */
    readonly transient: boolean,
  ) {
    super(`publish failed: ${code}`);
    this.name = 'PublishFailed';
  }
}

/** A short, stable code for logs and dead letters; never the message text, which may carry personal data. */
export function errorCode(error: unknown): string {
  if (typeof error !== 'object' || error === null) return 'unknown';
  const { code, name } = error as { code?: unknown; name?: unknown };
  if (typeof code === 'string' && /^[\w.-]{1,64}$/.test(code)) return code;
  return typeof name === 'string' && /^[\w.-]{1,64}$/.test(name) ? name : 'unknown';
}
