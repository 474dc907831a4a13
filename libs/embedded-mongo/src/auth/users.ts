import { readFile } from 'node:fs/promises';
import { isDoc } from '../bson/codec';
import { secretFor, type ScramSecret } from './scram';

/** A user of the store: may do everything in one database, or in all of them (`db: '*'`). */
export interface UserSpec {
  user: string;
  pwd: string;
  db: string;
}

/** A user with what is kept of the password. */
export interface User {
  name: string;
  db: string;
  secret: ScramSecret;
}

/** The users of a server; none at all means that no one has to sign in. */
export class Users {
  private constructor(private readonly users: readonly User[]) {}

  /** @throws Error when a name comes twice for the same database */
  static async from(specs: readonly UserSpec[]): Promise<Users> {
    const seen = new Set<string>();
    for (const { user, db } of specs) {
      if (seen.has(`${db}\0${user}`)) throw new Error(`user '${user}' of database '${db}' is listed twice`);
      seen.add(`${db}\0${user}`);
    }
    return new Users(await Promise.all(specs.map(async ({ user, pwd, db }) => ({ name: user, db, secret: await secretFor(pwd) }))));
  }

  get required(): boolean {
    return this.users.length > 0;
  }

  /** Finds who signs in: on the user's own database, or on `admin` when the name is the only one of its kind. */
  find(name: string, source: string): User | undefined {
    const named = this.users.filter((user) => user.name === name);
    const own = named.find((user) => user.db === source) ?? named.find((user) => user.db === '*');
    return own ?? (source === 'admin' && named.length === 1 ? named[0] : undefined);
  }
}

/** Reads `[{ "user", "pwd", "db" }]`. @throws Error that names the file and what is wrong, never a password */
export async function readUsersFile(file: string): Promise<UserSpec[]> {
  const parsed: unknown = JSON.parse(await readFile(file, 'utf8'));
  if (!Array.isArray(parsed)) throw new Error(`${file}: a list of { user, pwd, db } is needed`);
  return parsed.map((entry: unknown, i) => {
    const { user, pwd, db } = isDoc(entry) ? entry : {};
    if (typeof user !== 'string' || typeof pwd !== 'string' || typeof db !== 'string' || !user || !pwd || !db)
      throw new Error(`${file}: entry ${i + 1} needs user, pwd and db`);
    return { user, pwd, db };
  });
}
