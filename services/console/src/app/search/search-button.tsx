import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Search as Glass } from 'lucide-react';

const Search = lazy(() => import('./search'));

/** Always one press away: the button, Ctrl-K, or Cmd-K. What it opens comes only when it is wanted. */
export function SearchButton() {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
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
