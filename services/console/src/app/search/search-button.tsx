import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Search as Glass } from 'lucide-react';

const load = () => import('./search');
const Search = lazy(load);

/** Always one press away: the button, Ctrl-K, or Cmd-K. What it opens comes only when it is wanted. */
export function SearchButton() {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  // There before it is wanted, so that what is typed right after Ctrl-K is not lost; but only when nothing else is to do.
  useEffect(() => {
    const idle = setTimeout(() => void load().catch(() => undefined), 5_000);
    return () => clearTimeout(idle);
  }, []);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      setOpen(true);
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
  return (
    <>
      <button type="button" className="account" aria-keyshortcuts="Control+K" onClick={() => setOpen(true)}>
        <Glass aria-hidden />
        <span className="sr-only">{t('search.title')}</span>
        <kbd className="account-name" aria-hidden>
          {t('search.keys')}
        </kbd>
      </button>
      {open && (
        <Suspense>
          <Search onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
