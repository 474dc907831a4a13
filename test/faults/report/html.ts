import type { Result } from '../runner';

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign);

export interface MachineFacts {
  when: string;
  node: string;
  cores: number;
  nats: string;
  mongo: string;
}

const style = `body{font:15px/1.5 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem;color:#1b1f24;background:#fff}
h1{font-size:1.4rem}table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.3rem .6rem;border-bottom:1px solid #d8dee4;vertical-align:top}
th{font-weight:600}.pass{color:#116329}.fail{color:#a40e26;font-weight:600}.skip{color:#7d4e00;font-weight:600}
details{margin:.2rem 0 .8rem}summary{cursor:pointer}code{font-size:.9em}small{color:#59636e}
@media (prefers-color-scheme:dark){body{background:#0d1117;color:#e6edf3}th,td{border-color:#30363d}.pass{color:#3fb950}.fail{color:#ff7b72}.skip{color:#d29922}small{color:#9198a1}}`;

/** One self-contained page: a row for each scenario, and behind it every invariant, claim and control with its figures. */
export function htmlOf(results: readonly Result[], machine: MachineFacts): string {
  const passed = results.filter((result) => result.passed && result.skipped.length === 0).length;
  const skipped = results.filter((result) => result.skipped.length > 0).length;
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>Fault runs</title><style>${style}</style>
<h1>Fault runs: ${passed} passed, ${results.length - passed - skipped} failed, ${skipped} skipped</h1>
<p><small>${escaped(`${machine.when}; Node ${machine.node}; ${machine.cores} cores; ${machine.nats}; ${machine.mongo}`)}</small></p>
<table><thead><tr><th>id</th><th>fault</th><th>seed</th><th>result</th><th>load</th><th>took</th></tr></thead><tbody>
${results.map(row).join('\n')}
</tbody></table></html>
`;
}

function row(result: Result): string {
  const { scenario, seed, seconds, load, skipped } = result;
  const [kind, word] = skipped.length > 0 ? ['skip', 'skipped'] : result.passed ? ['pass', 'pass'] : ['fail', 'FAIL'];
  return `<tr><td>${scenario.id}</td><td>${escaped(scenario.title)}${details(result)}</td><td>${seed}</td><td class="${kind}">${word}</td><td>${escaped(load)}</td><td>${seconds} s</td></tr>`;
}

function details({ verdicts, claims, controls, broken, skipped, history }: Result): string {
  const lines = [
    ...skipped.map((what) => `<li class="skip">skipped: ${escaped(what)}</li>`),
    ...(broken === undefined ? [] : [`<li class="fail">broke off: ${escaped(broken)}</li>`]),
    ...verdicts.map(
      ({ invariant, checked, findings, figure }) =>
        `<li class="${findings.length > 0 ? 'fail' : 'pass'}">${invariant}: ${checked} looked at${figure ? `, ${escaped(figure)}` : ''}${findings.map(({ what }) => `<br>${escaped(what)}`).join('')}</li>`,
    ),
    ...claims.map(({ what, ok, figure }) => `<li class="${ok ? 'pass' : 'fail'}">${escaped(what)}: ${escaped(figure)}</li>`),
    ...controls.map(
      ({ what, noticed, by }) =>
        `<li class="${noticed ? 'pass' : 'fail'}">control “${escaped(what)}”: ${noticed ? 'noticed' : 'NOT noticed'}<br><small>${by.map(escaped).join('<br>')}</small></li>`,
    ),
  ];
  return `<details><summary><small>${escaped(history)}</small></summary><ul>${lines.join('')}</ul></details>`;
}
