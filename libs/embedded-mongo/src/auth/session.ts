import { MongoError } from '../errors';
import type { ScramConversation } from './scram';
import type { User, Users } from './users';

/** What a connection has shown of itself. */
export class Session {
  user: User | undefined;
  conversation: { id: number; scram: ScramConversation; found: User | undefined; proven: boolean; skipEmpty: boolean } | undefined;
  private conversations = 0;

  constructor(
    readonly id: number,
    private readonly users: Users,
  ) {}

  nextConversation(): number {
    return ++this.conversations;
  }

  /** Who a cursor belongs to. */
  get owner(): string {
    return this.user ? `${this.user.db}\0${this.user.name}` : '';
  }

  get signedIn(): boolean {
    return this.user !== undefined || !this.users.required;
  }

  /** Whether this connection may see a database. */
  mayUse(db: string): boolean {
    if (!this.users.required) return true;
    return this.user !== undefined && (this.user.db === '*' || this.user.db === db);
  }

  /** @throws MongoError 13 when the database is not this user's */
  requireDatabase(db: string, command: string): void {
    this.requireSignedIn(command);
    if (!this.mayUse(db)) throw new MongoError(13, `not authorized on ${db} to execute command ${command}`);
  }

  /** @throws MongoError 13 when nobody has signed in */
  requireSignedIn(command: string): void {
    if (!this.signedIn) throw new MongoError(13, `Command ${command} requires authentication`);
  }
}
