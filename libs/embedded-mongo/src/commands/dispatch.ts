import { write, type Doc } from '../bson/codec';
import { MongoError } from '../errors';
import { Batch } from '../wire/batch';
import type { Request } from '../wire/frames';
import { checkFields, type Call } from './command';
import { COMMANDS } from './registry';

/** Says what went wrong inside, without any value of a document. */
export type Report = (command: string, error: unknown) => void;

/** Runs one command and gives the reply's bytes; never throws. */
export async function dispatch(request: Request, on: Omit<Call, 'name' | 'db' | 'body' | 'request'>, report: Report): Promise<Buffer> {
  const name = Object.keys(request.body)[0] ?? '';
  try {
    const db = request.body['$db'];
    if (typeof db !== 'string' || db === '') throw new MongoError(40414, "BSON field 'OpMsg.$db' is missing but a required field");
    const reply = await runCommand({ ...on, name, db, body: request.body, request });
    return reply instanceof Batch ? reply.toReply() : write(reply);
  } catch (error) {
    if (error instanceof MongoError) return write(error.toReply());
    report(name, error);
    return write(new MongoError(1, `internal error in ${name}`).toReply());
  }
}

function runCommand(call: Call): Doc | Batch | Promise<Doc | Batch> {
  const command = COMMANDS.get(call.name);
  if (!command) throw new MongoError(59, `no such command: '${call.name}'`);
  checkFields(call, command);
  if (command.right === 'signed-in') call.session.requireSignedIn(call.name);
  if (command.right === 'database') call.session.requireDatabase(call.db, call.name);
  return command.run(call);
}
