import { execFile } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { platform } from 'node:os';
import type { Shown } from '../outcome';
import { reportPage, type RunFacts } from './html';

const folder = (root: string): string => join(root, '.spil', 'bench');
const lastPage = (root: string): string => join(folder(root), 'last.html');

/** Writes the run as JSON and as a page beside the earlier ones; answers where the page is. */
export function keepRun(
  root: string,
  run: { facts: RunFacts; machine: object; options: object; outcomes: readonly Shown[] },
  json?: string,
): string {
  mkdirSync(folder(root), { recursive: true });
  const name = run.facts.at.replaceAll(/[:.]/g, '-');
  const text = `${JSON.stringify(run, null, 2)}\n`;
  writeFileSync(join(folder(root), `${name}.json`), text);
  if (json !== undefined) writeFileSync(json, text);
  const page = join(folder(root), `${name}.html`);
  writeFileSync(page, reportPage(root, run.facts, run.outcomes));
  copyFileSync(page, lastPage(root));
  return page;
}

/** Shows the last report in the browser, where there is one to show it; throws a sentence when there is no report. */
export async function openLast(root: string): Promise<string> {
  const page = lastPage(root);
  if (!existsSync(page)) throw new Error('there is no report yet: run npm run bench -- B1 B3 first');
  const opener = { darwin: 'open', win32: 'explorer' }[platform() as string] ?? 'xdg-open';
  await new Promise<void>((resolve) => execFile(opener, [page], () => resolve()));
  return page;
}
