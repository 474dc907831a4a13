import { isMap, isSeq, parse, parseDocument, type YAMLMap, type YAMLSeq } from 'yaml';

interface Rules {
  groups: { rules: { alert: string; annotations: Record<string, string> }[] }[];
}

const mapsIn = (seq: unknown): YAMLMap[] => (isSeq(seq) ? (seq as YAMLSeq).items.filter(isMap) : []);

/** promtool's test file with the annotations of today's rules: promtool compares them too, and two copies by hand drift apart. */
export const withAnnotations = (tests: string, rules: string): string => {
  const said = new Map((parse(rules) as Rules).groups.flatMap((group) => group.rules).map((rule) => [rule.alert, rule.annotations]));
  const document = parseDocument(tests);
  for (const group of mapsIn(document.get('tests'))) {
    for (const wanted of mapsIn(group.get('alert_rule_test'))) {
      const annotations = said.get(wanted.get('alertname') as string) ?? {};
      for (const alert of mapsIn(wanted.get('exp_alerts'))) alert.set('exp_annotations', document.createNode(annotations));
    }
  }
  return document.toString({ lineWidth: 0 });
};
