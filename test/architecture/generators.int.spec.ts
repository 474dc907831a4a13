import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

const root = resolve('.');
let workspace = '';
const run = (command: string, ...args: string[]): string =>
  execFileSync(command, args, { cwd: workspace, encoding: 'utf8', env: { ...process.env, NX_DAEMON: 'false', NX_NO_CLOUD: 'true' } });
const jest = (path: string): string =>
  execFileSync('npm', ['run', '-s', 'jest', '--', path], { cwd: workspace, encoding: 'utf8', stdio: 'pipe' });

// A copy of the workspace: what the generators write must build, lint and pass there, not here.
beforeAll(() => {
  workspace = mkdtempSync(join(tmpdir(), 'spil-generators-'));
  const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: root, encoding: 'utf8' }).split('\n').filter(Boolean);
  for (const file of files.filter((name) => !name.startsWith('test/bench/peers'))) {
    mkdirSync(dirname(join(workspace, file)), { recursive: true });
    cpSync(join(root, file), join(workspace, file), { errorOnExist: false, force: true });
  }
  symlinkSync(join(root, 'node_modules'), join(workspace, 'node_modules'));
  run('npx', 'nx', 'run', 'generators:build');
}, 180_000);
afterAll(() => rmSync(workspace, { recursive: true, force: true }));

describe('generators, in a workspace of their own', () => {
  it('new:service builds, lints and passes its own specification', () => {
    run('npx', 'nx', 'g', './libs/generators:service', 'traffic');
    run('npx', 'nx', 'run', 'traffic:build');
    run('npx', 'eslint', '--config', '.config/eslint.config.mjs', 'services/traffic');
    expect(run('npx', 'nx', 'show', 'project', 'traffic', '--json')).toContain('scope:traffic');
    expect(() => jest('services/traffic')).not.toThrow();
  }, 180_000);

  it('new:use-case adds one thing a service can be asked', () => {
    run('npx', 'nx', 'g', './libs/generators:use-case', 'close-record', '--service=traffic');
    expect(() => jest('services/traffic/src/use-cases/close-record')).not.toThrow();
    expect(() => run('npx', 'nx', 'g', './libs/generators:use-case', 'Close_Record', '--service=traffic')).toThrow();
  }, 120_000);

  it('new:event joins the table, and what follows from the table is generated', () => {
    run('npx', 'nx', 'g', './libs/generators:event', 'signal-closed', '--owner=wijk', '--listeners=environment');
    run('npx', 'nx', 'run', 'generators:build');
    expect(() => run('node', 'dist/libs/generators/contracts.js', '.', '--check')).toThrow(/Out of date|status 1|Command failed/);
    const written = run('node', 'dist/libs/generators/contracts.js', '.');
    expect(written).toContain('asyncapi.yaml');
    expect(() => jest('libs/contracts')).not.toThrow();
  }, 180_000);
});
