/** One process of the suite: how it is started, when it counts as ready, how long it may take to stop. */
export interface Program {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Asked again and again until it answers true. */
  ready(): Promise<boolean>;
  readonly readyWithinMs: number;
  /** Asked with SIGTERM, killed after this long. */
  readonly stopWithinMs: number;
  /** For what outlives its process, such as a container. */
  cleanUp?(): Promise<void>;
}

/** Variables of the person's own environment a program needs to run at all, and what it calls itself; the rest must not leak into services. */
const PASSED_ON = [
  'PATH',
  'HOME',
  'TMPDIR',
  'LANG',
  'TZ',
  'NODE_EXTRA_CA_CERTS',
  'DOCKER_HOST',
  'DOCKER_CONTEXT',
  'XDG_RUNTIME_DIR',
  'SPIL_VERSION',
];

export function baseEnvironment(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(PASSED_ON.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])));
}
