/** What of an error may be seen: its class, its stable code and where it happened. Its text may quote a person and stays inside. */
export interface ErrorShape {
  type: string;
  code?: string;
  stack?: string;
  cause?: ErrorShape;
}

const word = /^[A-Za-z0-9_.:-]{1,80}$/;
const asWord = (value: unknown): string | undefined => {
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && word.test(text) ? text : undefined;
};

/** As V8 writes it: a place in a file, or the words it has for code without one. */
const frame = /^ {4}at .*(?::\d+:\d+|<anonymous>|native|index \d+)\)?$/;

const afterText = (stack: string, message: string): string => {
  const at = stack.indexOf(message);
  return at < 0 ? stack : stack.slice(at + message.length);
};

/** Only the frames: the first lines of a stack repeat the message, also over several lines that may look like frames. */
export const framesOf = (stack: string | undefined, message: string): string | undefined => {
  const frames = afterText(stack ?? '', message)
    .split('\n')
    .filter((line) => frame.test(line));
  return frames.length > 0 ? frames.slice(0, 20).join('\n') : undefined;
};

/** The class and code of anything thrown, its cause up to three deep, never its text. */
export const errorShape = (error: unknown, depth = 0): ErrorShape => {
  if (!(error instanceof Error)) return { type: typeof error };
  const code = asWord((error as { code?: unknown }).code);
  const stack = framesOf(error.stack, error.message);
  const shape: ErrorShape = { type: asWord(error.name) ?? 'Error' };
  if (code !== undefined) shape.code = code;
  if (stack !== undefined) shape.stack = stack;
  if (error.cause !== undefined && depth < 3) shape.cause = errorShape(error.cause, depth + 1);
  return shape;
};

/** OpenTelemetry `error.type`: the stable code when there is one, else the class; a plain word passes as it is. */
export const errorType = (error: unknown): string => {
  if (typeof error === 'string') return asWord(error) ?? 'error';
  if (!(error instanceof Error)) return 'error';
  return asWord((error as { code?: unknown }).code) ?? asWord(error.name) ?? 'Error';
};
