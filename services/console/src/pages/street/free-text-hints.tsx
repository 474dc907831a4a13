import { useDeferredValue, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Info } from 'lucide-react';
import { useWijken } from '../../api/wijken';
import { hintsIn } from '../../drafts/free-text-check';

/** A gentle word when a name or a number plate stands where it does not belong. It never blocks. */
export function FreeTextHints({ text }: { text: string }) {
  const { t } = useTranslation();
  const { data } = useWijken();
  const rested = useDeferredValue(text);
  const known = useMemo(() => data?.features.flatMap(({ properties }) => [properties.name, properties.municipality]) ?? [], [data]);
  const hints = useMemo(() => hintsIn(rested, known).slice(0, 2), [rested, known]);
  if (hints.length === 0) return null;
  return (
    <div className="gentle" role="status">
      <Info aria-hidden />
      <p>
        {hints.map((hint) => t(`street.check.${hint.kind}`, { text: hint.text })).join(' ')} {t('street.check.advice')}{' '}
        <button type="button" className="link" onClick={openPersonPart}>
          {t('street.check.open')}
        </button>
      </p>
    </div>
  );
}

function openPersonPart(): void {
  const part = document.querySelector<HTMLElement>('[data-field="person"]');
  part?.scrollIntoView({ block: 'center' });
  part?.querySelector<HTMLElement>('button, select, input')?.focus();
}
