/** Values a problem's sentence may be filled with. Never personal data: they reach logs and error texts. */
export type ProblemParams = Record<string, string | number>;

/**
 * An expected failure with a stable code, such as `wijk.place-outside-zone`. The domain knows no HTTP status and no
 * language: the gateway maps the code to both (RFC 9457).
 */
export class DomainError extends Error {
  constructor(
    readonly code: string,
    readonly params: ProblemParams = {},
  ) {
    super(code);
    this.name = 'DomainError';
  }
}
