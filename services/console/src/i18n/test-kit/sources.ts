import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import ts from 'typescript';

export interface Source {
  file: string;
  source: ts.SourceFile;
}

/** A piece of code as the compiler reads it. */
export const read = (file: string, text: string): Source => ({
  file,
  source: ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true, file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS),
});

const root = join(import.meta.dirname, '../..');

/** What the pages are made of: everything but specs and the words themselves. */
export const sources: readonly Source[] = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .map((file) => file.split(sep).join('/'))
  .filter((file) => /\.tsx?$/.test(file) && !/\.spec\.|^i18n\//.test(file))
  .map((file) => read(file, readFileSync(join(root, file), 'utf8')));

export function visit(node: ts.Node, see: (node: ts.Node) => void): void {
  see(node);
  node.forEachChild((child) => visit(child, see));
}
