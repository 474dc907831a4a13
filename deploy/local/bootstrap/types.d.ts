/** Shapes shared by the programs that run before `npm ci` (plain Node) and by the launcher that reads their results. */

/** How a missing tool is installed, one command for each system we write for. */
export interface Remedy {
  readonly debian: string;
  readonly macos: string;
}

/** What a provider came to: enough to start the server, or to connect to one that runs already. */
export interface Choice {
  readonly provider: string;
  readonly kind: 'url' | 'docker' | 'binary' | 'embedded';
  /** The address, the image, the path of the binary, or the path of the bundle (relative to the project for `embedded`). */
  readonly target: string;
  readonly version?: string;
  /** For people: "nats-server 2.15.2 on the PATH". */
  readonly title: string;
}

/** `ready` can be used now; `obtainable` only after `obtain` has fetched or built it; else `why` says what is missing. */
export type Probe =
  | { readonly state: 'ready'; readonly choice: Choice }
  | { readonly state: 'obtainable'; readonly title: string }
  | { readonly state: 'refused'; readonly why: string; readonly remedy?: Remedy };

/** Told about what is being done now, in a few words; shown when it takes longer than two seconds. */
export type Report = (doing: string) => void;

/** One way to get a server. Knows nothing of the ways before or after it. */
export interface Provider {
  readonly id: string;
  readonly title: string;
  /** Fetching or building is pointless when a later provider already lies verified in the cache. */
  readonly fetches?: boolean;
  probe(system: System): Promise<Probe>;
  obtain?(system: System, report: Report): Promise<Choice>;
}

export interface Refusal {
  readonly provider: string;
  readonly title: string;
  readonly why: string;
  readonly remedy?: Remedy;
}

export interface Decision {
  readonly service: 'NATS' | 'MongoDB';
  /** Absent when nothing works. */
  readonly choice?: Choice;
  /** Set instead of `choice` by a look that may not fetch: what would be fetched or built. */
  readonly wouldObtain?: string;
  readonly refusals: readonly Refusal[];
}

export interface Decisions {
  readonly nats: Decision;
  readonly mongo: Decision;
}

export interface RunOptions {
  readonly timeoutMs?: number;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly onLine?: (line: string) => void;
}

export interface RunResult {
  /** 127 when the command is not there, 124 when it took longer than `timeoutMs`. */
  readonly code: number;
  readonly output: string;
}

/** Everything a provider may touch, so that a test can hand in a machine of its own making. */
export interface System {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: string;
  readonly arch: string;
  /** Root of the project. */
  readonly root: string;
  /** Per user, never in the project. */
  readonly cacheDir: string;
  which(command: string): string | undefined;
  run(command: string, args: readonly string[], options?: RunOptions): Promise<RunResult>;
  fetch(url: string, init?: { method?: string; headers?: Record<string, string>; timeoutMs?: number }): Promise<Response>;
  /** First line a server says on connecting. */
  dial(host: string, port: number, timeoutMs: number): Promise<string>;
}

/** Ends the program with one sentence for people instead of a stack. */
export interface Refused extends Error {
  readonly remedy: string | undefined;
}

/** What the launcher gets from the program that prepared everything; both run in one process. */
export interface Handover {
  readonly root: string;
  /** Where this suite keeps its state. */
  readonly dir: string;
  readonly options: StartOptions;
  readonly decisions: Decisions;
  readonly progress: ProgressLines;
  /** Registers what to undo at the end, last registered first. */
  readonly onStop: (work: () => Promise<void> | void) => void;
  /** Set when the program was asked to stop. */
  readonly signal: AbortSignal;
}

export interface ProgressLines {
  say(text: string): void;
  during<T>(name: string, work: (report: Report) => Promise<T>): Promise<T>;
}

export interface StartOptions {
  readonly fresh: boolean;
  /** Absolute path of the GeoJSON file. */
  readonly zone?: string;
  readonly demo: boolean;
  readonly evening: boolean;
  readonly lan: boolean;
  readonly port: number;
  readonly portGiven: boolean;
  readonly help: boolean;
}

/** Runs the suite until it is asked to stop; answers the exit code. */
export type Launch = (handover: Handover) => Promise<number>;

/** What `npm run doctor` says of one thing it looked at. */
export interface Finding {
  readonly check: string;
  readonly kind: 'ok' | 'note' | 'fault';
  readonly says: string;
  readonly remedy?: string;
}

/** The part of the doctor that needs the packages and the build. */
export interface DoctorOfSuite {
  doctor(dir: string, env: NodeJS.ProcessEnv): Promise<Finding[] | undefined>;
  doctorOfStopped(
    suite: { root: string; dir: string; nats: Choice; mongo: Choice },
    env: NodeJS.ProcessEnv,
  ): Promise<Finding[] | undefined>;
  accept(dir: string, env: NodeJS.ProcessEnv): Promise<number>;
}
