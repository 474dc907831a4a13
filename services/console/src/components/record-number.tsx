import { useTranslation } from 'react-i18next';

/** What a record is known by, to be handed on: whoever must account for reads asks by it. One press selects it whole. */
export function RecordNumber({ id }: { id: string }) {
  const { t } = useTranslation();
  return (
    <p className="record-number hint">
      {t('app.recordNumber')} <code className="code">{id}</code>
    </p>
  );
}
