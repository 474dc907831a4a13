import { useTranslation } from 'react-i18next';

/** The keys, on the screen, for who does not know them yet. */
export function KeyLegend() {
  const { t } = useTranslation();
  const keys = { j: t('inbox.keyNext'), k: t('inbox.keyPrevious'), a: t('inbox.keyAccept'), r: t('inbox.keyReturn') };
  return (
    <dl className="keys" aria-label={t('inbox.keys')}>
      {Object.entries(keys).map(([key, meaning]) => (
        <div key={key}>
          <dt>
            <kbd>{key}</kbd>
          </dt>
          <dd>{meaning}</dd>
        </div>
      ))}
    </dl>
  );
}
