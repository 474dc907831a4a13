import type { Role } from '@spil/contracts';
import { readJson } from '../files';

/** A made-up person who can sign in here. */
export interface SignInPerson {
  /** Subject of the tokens; a pseudonym. */
  readonly personId: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly zone: string;
  /** What this person does, one short line. */
  readonly title: { readonly nl: string; readonly fr: string };
}

/** The demo people by id; read once, as the launcher writes them before it starts the sign-in. */
export class People {
  private readonly byId: ReadonlyMap<string, SignInPerson>;

  constructor(readonly all: readonly SignInPerson[]) {
    this.byId = new Map(all.map((person) => [person.personId, person]));
  }

  static from(file: string): People {
    return new People(readJson<SignInPerson[]>(file) ?? []);
  }

  find(id: string | undefined): SignInPerson | undefined {
    return id === undefined ? undefined : this.byId.get(id);
  }
}

/** What an access token says of a person (architecture.md §8): the most that assignments may give. */
export const claimsOf = ({ name, roles, zone }: SignInPerson): Record<string, unknown> => ({ name, roles, zone });
