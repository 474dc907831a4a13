import type { ReactNode } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Empty, Loading } from '../../../components/states';

const files = import.meta.glob<string>('../../../../../../deploy/observability/runbooks/**/*.md', { query: '?raw', import: 'default' });
/** English lies beside the folders of the other languages. */
const fileOf = (alert: string, language: string) => {
  const name = language === 'en' ? `runbooks/${alert}.md` : `runbooks/${language}/${alert}.md`;
  return Object.entries(files).find(([path]) => path.endsWith(name))?.[1];
};

/** `code` in a sentence. */
const inline = (text: string): ReactNode[] =>
  text.split('`').map((part, at) => (at % 2 === 1 ? <code key={at}>{part}</code> : <span key={at}>{part}</span>));

/** The few forms of Markdown our runbooks use: headings, lists, paragraphs, code. */
function block(text: string, key: number): ReactNode {
  const lines = text.split('\n');
  if (text.startsWith('# ')) return <h2 key={key}>{inline(text.slice(2))}</h2>;
  if (text.startsWith('## ')) return <h3 key={key}>{inline(text.slice(3))}</h3>;
  const items = lines.filter((line) => /^(- |\d+\. )/.test(line)).map((line) => line.replace(/^(- |\d+\. )/, ''));
  if (items.length === 0) return <p key={key}>{inline(lines.join(' '))}</p>;
  const list = items.map((item, at) => <li key={at}>{inline(item)}</li>);
  return /^\d/.test(text) ? <ol key={key}>{list}</ol> : <ul key={key}>{list}</ul>;
}

/** What to do about an alert, from the same files operators have in the repository. */
export function Runbook({ alert }: { alert: string }) {
  const { t, i18n } = useTranslation();
  const { data, isPending } = useQuery({
    queryKey: ['runbook', alert, i18n.language],
    queryFn: async () => (await fileOf(alert, i18n.language)?.()) ?? '',
    staleTime: Infinity,
  });
  if (isPending) return <Loading rows={4} />;
  if (!data) return <Empty title={t('operations.noRunbook')} />;
  return (
    <article className="runbook">
      {data
        .trim()
        .split(/\n{2,}/)
        .map(block)}
    </article>
  );
}
