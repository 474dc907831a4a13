import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { projectRoot } from '@spil/testing';

const names = /store\.after-commit|relay\.after-publish|handler\.start|handler\.after-commit|spilFailPoint/g;

describe('fail-points', () => {
  let dir: string;
  beforeAll(() => void (dir = mkdtempSync(join(tmpdir(), 'spil-points-'))));
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  const built = async (armed: '0' | '1'): Promise<Set<string>> => {
    const root = projectRoot();
    const out = join(dir, `${armed}.js`);
    const env = { ...process.env, SPIL_FAILPOINTS: armed };
    await promisify(execFile)(process.execPath, ['.config/build.mjs', 'services/information-sharing/src/main.ts', out], { cwd: root, env });
    return new Set(readFileSync(out, 'utf8').match(names) ?? []);
  };

  it('are in no bundle but those the fault instrument builds for itself', async () => {
    expect((await built('1')).size).toBe(5);
    expect([...(await built('0'))]).toEqual([]);
  });
});
