import { useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface Props {
  title: string;
  /** Beside the title: filters, counts. */
  side?: ReactNode;
  wide?: boolean;
  children: ReactNode;
}

/** One place: its title is the window's title and its first heading. */
export function Page({ title, side, wide, children }: Props) {
  const { t } = useTranslation();
  useEffect(() => {
    document.title = `${title} · ${t('app.name')}`;
  }, [title, t]);
  return (
    <div className={wide ? 'page wide' : 'page'}>
      <div className="page-head">
        <h1>{title}</h1>
        {side}
      </div>
      {children}
    </div>
  );
}
