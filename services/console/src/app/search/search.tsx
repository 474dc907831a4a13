import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { Dialog } from '../../components/dialog';
import { useAnnounce } from '../announcer';
import { useResults, type Result } from './use-results';

/** One box for everything one may see. Arrows choose, Enter goes; the mouse works too. */
export default function Search({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const announce = useAnnounce();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const { results, looking } = useResults(text);
  const current = results[Math.min(at, results.length - 1)];
  const asked = text.trim() !== '' && !looking;
  useEffect(() => {
    // Not before it is known: "0 found" would be said at once, and the true number five seconds later.
    if (asked) announce(t('search.found', { count: results.length }));
  }, [asked, results.length, announce, t]);
  const go = (result: Result | undefined) => {
    if (!result) return;
    onClose();
    void navigate(result.to);
  };
  return (
    <Dialog title={t('search.title')} open onClose={onClose}>
      <Box
        text={text}
        current={current}
        expanded={results.length > 0}
        onText={(next) => {
          setText(next);
          setAt(0);
        }}
        keys={{
          ArrowDown: () => setAt(Math.min(at + 1, results.length - 1)),
          ArrowUp: () => setAt(Math.max(at - 1, 0)),
          Enter: () => go(current),
          // A search field would only empty itself at the first press.
          Escape: onClose,
        }}
      />
      <Results results={results} current={current} onGo={go} />
      {results.length === 0 && <p className="hint">{looking ? t('search.looking') : t('search.nothing')}</p>}
      <p className="hint">{t('search.logged')}</p>
    </Dialog>
  );
}

interface BoxProps {
  text: string;
  current?: Result;
  expanded: boolean;
  onText: (text: string) => void;
  keys: Record<string, () => void>;
}

function Box({ text, current, expanded, onText, keys }: BoxProps) {
  const { t } = useTranslation();
  return (
    <input
      className="search-box"
      type="search"
      role="combobox"
      autoComplete="off"
      aria-label={t('search.title')}
      aria-expanded={expanded}
      aria-controls="search-results"
      aria-autocomplete="list"
      aria-activedescendant={current?.id}
      placeholder={t('search.hint')}
      value={text}
      onChange={(event) => onText(event.target.value)}
      onKeyDown={(event) => {
        const act = keys[event.key];
        if (!act) return;
        event.preventDefault();
        act();
      }}
    />
  );
}

function Results({ results, current, onGo }: { results: readonly Result[]; current?: Result; onGo: (result: Result) => void }) {
  const { t } = useTranslation();
  return (
    <ul id="search-results" role="listbox" aria-label={t('search.results')} className="search-results">
      {results.map((result) => (
        <li
          key={result.id}
          id={result.id}
          role="option"
          aria-selected={result === current}
          className={result === current ? 'current' : ''}
          onClick={() => onGo(result)}
        >
          <span className="strong">{result.label}</span>
          <span className="hint">{[t(`search.kind.${result.kind}`), result.hint].filter(Boolean).join(' · ')}</span>
        </li>
      ))}
    </ul>
  );
}
