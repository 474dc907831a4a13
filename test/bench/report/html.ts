import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plot, Shown, Table, Target } from '../outcome';
import { draw } from './draw';

/** What a report says of the machine and the run. */
export interface RunFacts {
  at: string;
  command: string;
  lines: string[];
}

/** One page that holds everything: figures, plots and the library that draws them. Opens without a network. */
export function reportPage(root: string, facts: RunFacts, outcomes: readonly Shown[]): string {
  const library = (file: string): string => readFileSync(join(root, 'node_modules/uplot/dist', file), 'utf8');
  const plots = outcomes.flatMap(({ scenario, plots: own }) => own.map((plot, n) => ({ id: `${scenario}-${n}`, ...plot })));
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Spil bench ${escape(facts.at)}</title>
<style>${library('uPlot.min.css')}${style}</style></head><body>
<header><h1>Spil bench</h1><p>${escape(facts.at)} · <code>${escape(facts.command)}</code></p>
<ul>${facts.lines.map((line) => `<li>${escape(line)}</li>`).join('')}</ul></header>
<nav>${outcomes.map(({ scenario }) => `<a href="#${scenario}">${scenario}</a>`).join(' ')}</nav>
${outcomes.map(section).join('\n')}
<script>${library('uPlot.iife.min.js')}</script>
<script>const plots = ${JSON.stringify(plots).replaceAll('<', '\\u003c')};
(${draw.toString()})(plots);</script>
</body></html>
`;
}

const section = ({ scenario, title, on, tables, targets, limits = [], plots, invalid, notes }: Shown): string => `<section id="${scenario}">
<h2>${scenario} <small>${escape(title)}</small></h2>
${on.map((line) => `<p class="note">${escape(line)}</p>`).join('')}
${invalid.map((reason) => `<p class="bad">This run does not count: ${escape(reason)}</p>`).join('')}
${targets.length > 0 ? `<table class="targets"><tbody>${targets.map(targetRow).join('')}</tbody></table>` : ''}
${limits.map((limit) => `<p><strong>Limit:</strong> ${escape(limit)}</p>`).join('')}
${tables.map(tableOf).join('')}
<div class="plots">${plots.map((plot: Plot, n) => `<figure><figcaption>${escape(plot.title)}</figcaption><div id="plot-${scenario}-${n}"></div></figure>`).join('')}</div>
${notes.map((note) => `<p class="note">${escape(note)}</p>`).join('')}
</section>`;

const targetRow = ({ name, value, wanted, kind, reached }: Target): string =>
  `<tr class="${reached ? 'good' : 'bad'}"><td>${reached ? '✓ reached' : '✗ not reached'}</td><td>${escape(name)}</td><td>${value.toFixed(2)}</td><td>at ${kind} ${wanted}</td></tr>`;

const tableOf = ({ title, head, rows }: Table): string =>
  `${title === undefined ? '' : `<h3>${escape(title)}</h3>`}<table><thead><tr>${head.map((name) => `<th>${escape(name)}</th>`).join('')}</tr></thead><tbody>${rows
    .map((row) => `<tr>${row.map((cell) => `<td>${escape(cell)}</td>`).join('')}</tr>`)
    .join('')}</tbody></table>`;

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

const style = `
body{font:15px/1.45 system-ui,sans-serif;margin:0 auto;max-width:1100px;padding:1rem;color:#1d2433;background:#fff}
h1{margin:.2rem 0}h2{border-top:1px solid #d5dae3;padding-top:1.2rem}small{font-weight:400;color:#5a6478}
nav a{margin-right:.6rem}table{border-collapse:collapse;margin:.6rem 0;font-variant-numeric:tabular-nums}
td,th{padding:.2rem .6rem;border-bottom:1px solid #e4e8ef;text-align:left}
.targets td:first-child{font-weight:600}.good td:first-child{color:#17663a}.bad td:first-child,.bad{color:#a3241b}
.plots{display:flex;flex-wrap:wrap;gap:1rem}figure{margin:0}figcaption{font-weight:600;margin:.4rem 0}.note{color:#5a6478}`;
