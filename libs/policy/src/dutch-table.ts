import { audienceKey } from './route';
import type { Policy } from './policy-file';

const levels = { briefing: 'briefing', safety: 'veiligheidszin', full: 'volledig' } as const;
const purposes: Record<string, string> = { administrative: 'bestuurlijk', judicial: 'gerechtelijk', service: 'dienstverlening' };
const relations = {
  zone: 'eigen zone',
  area: 'lopende aanwijzing bij die ploeg, plaats in haar wijken',
  call: 'lopende aanwijzing bij die ploeg, en de ploeg is naar die oproep gestuurd',
  theme: 'lopende aanwijzing voor het thema',
  'desk-theme': 'lopende aanwijzing bij die dienst voor het thema',
} as const;

/** The policy as Markdown tables in Dutch, for a DPO or council member to read (X10); generated, so it says what runs. */
export function policyAsDutchTable(policy: Policy): string {
  return [
    `# ${policy.title.nl}`,
    `Versie ${policy.version}, geldig vanaf ${policy.validFrom.slice(0, 10)}. Wat hier niet staat, wordt geweigerd; een veld dat hier niet staat, blijft verborgen.`,
    '## Wie krijgt een inlichting',
    routes(policy),
    '## Wie mag het lezen',
    reads(policy),
  ].join('\n\n');
}

const routes = (policy: Policy): string =>
  table(
    ['regel', 'voor wie', 'hoeveel', 'behandelingscode', "thema's", 'doel van de inlichting (grond van doorstroming)', 'vereist', 'velden'],
    policy.routes.map((rule) => [
      rule.id,
      `${rule.nl} (${audienceKey(rule.audience)})`,
      levels[rule.level],
      rule.when.handling.join(', '),
      rule.when.themes?.join(', ') ?? 'alle',
      rule.when.purposes.map(({ purpose, basis }) => `${dutch(purpose)}${basis ? ` (${basis})` : ''}`).join(', '),
      labels(policy, rule.when.mustHave ?? []) || '–',
      labels(policy, rule.fields),
    ]),
  );

const reads = (policy: Policy): string =>
  table(
    ['regel', 'wie', 'rol', 'van', 'hoeveel', 'voorwaarde', 'behandelingscode', "thema's", 'doel', 'velden'],
    policy.reads.map((rule) => [
      rule.id,
      rule.nl,
      rule.roles.join(', '),
      rule.audiences.join(', '),
      rule.levels.map((each) => levels[each]).join(', '),
      relations[rule.relation] + (rule.exceptTeams ? `, niet bij ${rule.exceptTeams.join(', ')}` : ''),
      rule.handling?.join(', ') ?? 'zoals doorgestuurd',
      rule.themes?.join(', ') ?? 'alle',
      rule.purposes.map(dutch).join(', '),
      labels(policy, rule.fields),
    ]),
  );

const dutch = (purpose: string): string => purposes[purpose] ?? purpose;
const labels = (policy: Policy, fields: readonly string[]): string => fields.map((name) => policy.fields[name]?.nl ?? name).join(', ');
const row = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');
