import type { EventContract, FrameContract } from '@spil/contracts';

/** What handles a message: the contract it must keep and the Nest handler, both found once, when the program starts. */
export interface Route<H = unknown> {
  pattern: string;
  contract: EventContract | FrameContract;
  handler: H;
}

/**
 * Finds the route of a subject. Patterns have single-token wildcards; each distinct subject is matched once and remembered
 * (zones × parts bound how many there are). Nest's own look-up throws and catches a JSON error for every message.
 */
export class Routes<H> {
  private readonly known = new Map<string, Route<H> | undefined>();
  private readonly routes: (Route<H> & { tokens: string[] })[];

  constructor(routes: readonly Route<H>[]) {
    this.routes = routes.map((route) => ({ ...route, tokens: route.pattern.split('.') }));
    const seen = new Set<string>();
    for (const { pattern } of routes) {
      if (seen.has(pattern)) throw new Error(`two handlers for ${pattern}: one service handles an event in one place`);
      seen.add(pattern);
    }
  }

  /** The route for this subject, or undefined. */
  find(subject: string): Route<H> | undefined {
    if (this.known.has(subject)) return this.known.get(subject);
    const tokens = subject.split('.');
    const found = this.routes.find((route) => matches(route.tokens, tokens));
    // Forged subjects could grow the memory without end.
    if (this.known.size < 10_000) this.known.set(subject, found);
    return found;
  }
}

const matches = (pattern: readonly string[], subject: readonly string[]): boolean =>
  pattern.length === subject.length && pattern.every((token, i) => token === '*' || token === subject[i]);
