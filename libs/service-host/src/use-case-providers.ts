import type { FactoryProvider } from '@nestjs/common';

/** The part of a container that Nest needs to know. */
export interface Resolver {
  resolve<T>(token: Token<T>): T;
}
// The same words as tsyringe's: a class with any constructor.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Token<T> = new (...args: any[]) => T;

/** Hands use cases of a service's container to its Nest controllers, each under its own class. */
export const fromContainer = (container: Resolver, tokens: readonly Token<unknown>[]): FactoryProvider[] =>
  tokens.map((token) => ({ provide: token, useFactory: () => container.resolve(token) }));
