import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { SelectField } from '../../../components/field';

/** How far back, in seconds. */
const ranges = { '15m': 900, '1h': 3_600, '6h': 21_600, '24h': 86_400, '7d': 604_800 } as const;
export type Range = keyof typeof ranges;
const isRange = (text: string | null): text is Range => text !== null && text in ranges;

/** The stretch of time on this page; it stands in the address, so that what one sees can be sent to somebody. */
export function useRange(): { range: Range; seconds: number; setRange: (range: Range) => void } {
  const [params, setParams] = useSearchParams();
  const given = params.get('range');
  const range = isRange(given) ? given : '1h';
  const setRange = (next: Range) =>
    setParams((before) => {
      before.set('range', next);
      return before;
    });
  return { range, seconds: ranges[range], setRange };
}

export function RangeChoice() {
  const { t } = useTranslation();
  const { range, setRange } = useRange();
  return (
    <SelectField
      label={t('operations.range')}
      value={range}
      options={Object.keys(ranges) as Range[]}
      text={(one) => t(`operations.ranges.${one}`)}
      onChoose={setRange}
    />
  );
}
