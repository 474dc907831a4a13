import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { UseInfiniteQueryResult, UseQueryResult } from '@tanstack/react-query';
import { RotateCw } from 'lucide-react';
import { fieldsOf, type Problem } from '../api/problem';
import { Button } from './button';
import { AsOf } from './time';

/** The sentence of a problem, in the reader's language; an unknown code falls back on the server's own sentence. */
export function useProblemText(): (problem: { code: string; detail?: string }) => string {
  const { t, i18n } = useTranslation();
  return ({ code, detail }) =>
    i18n.exists(`problem.${code}`) ? t(`problem.${code}` as 'problem.internal') : (detail ?? t('problem.internal'));
}

/** The sentence for each field a problem concerns. */
export function useFieldErrors(problem: Problem | null | undefined): Record<string, string> {
  const { t } = useTranslation();
  const text = useProblemText();
  if (!problem) return {};
  const sentence = ({ code, detail }: { code: string; detail?: string }) =>
    code === 'invalid-request' ? (detail ?? t('problem.field.invalid')) : text({ code });
  return Object.fromEntries(Object.entries(fieldsOf(problem)).map(([field, found]) => [field, sentence(found)]));
}

/** Grey lines where content comes; invisible for the first 300 ms. */
export function Loading({ rows = 3 }: { rows?: number }) {
  const { t } = useTranslation();
  return (
    <div className="loading">
      <span className="sr-only">{t('app.loading')}</span>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="bar-skeleton" aria-hidden />
      ))}
    </div>
  );
}

/** What happened, what is safe, what to do. */
export function Failed({ problem, again }: { problem: Problem; again?: () => void }) {
  const { t } = useTranslation();
  const text = useProblemText();
  return (
    <div className="notice attention" role="alert">
      <p className="notice-title">{t('problem.title')}</p>
      <p>{text(problem)}</p>
      {again && (
        <Button onPress={again} icon={<RotateCw aria-hidden />}>
          {t('problem.again')}
        </Button>
      )}
    </div>
  );
}

export function Empty({ title, text, children }: { title: string; text?: string; children?: ReactNode }) {
  return (
    <div className="empty">
      <p className="empty-title">{title}</p>
      {text && <p>{text}</p>}
      {children}
    </div>
  );
}

/** A question to the server in each of its states: on its way, failed, stale, refused, here. Only what may still be seen is drawn from before. */
export function Asked<T>({
  query,
  children,
  rows,
}: {
  query: UseQueryResult<T, Problem> | UseInfiniteQueryResult<T, Problem>;
  children: (data: T) => ReactNode;
  rows?: number;
}) {
  if (query.data !== undefined && !query.error?.refusing) {
    return (
      <>
        {query.isError && (
          <>
            <Failed problem={query.error} again={() => void query.refetch()} />
            <AsOf at={query.dataUpdatedAt} />
          </>
        )}
        {children(query.data)}
      </>
    );
  }
  if (query.isError) return <Failed problem={query.error} again={() => void query.refetch()} />;
  return <Loading rows={rows} />;
}

/** A calm confirmation that a screen reader hears and the keyboard can reach. */
export function Done({ children }: { children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  return (
    <div className="notice good" role="status" tabIndex={-1} ref={box}>
      {children}
    </div>
  );
}
