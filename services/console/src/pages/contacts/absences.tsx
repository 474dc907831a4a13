import { useTranslation } from 'react-i18next';
import { CalendarPlus, X } from 'lucide-react';
import { Button } from '../../components/button';
import { TextField } from '../../components/field';
import { momentOf, nextAbsence, type AbsenceDraft } from './absence-draft';

interface Props {
  absences: readonly AbsenceDraft[];
  /** Somebody pressed: say what is missing. */
  tried: boolean;
  onChange: (absences: AbsenceDraft[]) => void;
}

/** When the deputy answers. Why is not asked. */
export function Absences({ absences, tried, onChange }: Props) {
  const { t } = useTranslation();
  const set = (at: number, part: Partial<AbsenceDraft>) =>
    onChange(absences.map((one, index) => (index === at ? { ...one, ...part } : one)));
  const wrong = (local: string) => (tried && !momentOf(local) ? t('problem.field.invalid') : undefined);
  return (
    <fieldset>
      <legend className="label">{t('reach.absences')}</legend>
      <p className="hint">{t('reach.absencesWhy')}</p>
      {absences.map((one, at) => (
        <div key={at} className="absence">
          <TextField
            label={t('reach.awayFrom')}
            type="datetime-local"
            value={one.from}
            error={wrong(one.from)}
            onText={(from) => set(at, { from })}
          />
          <TextField
            label={t('reach.awayUntil')}
            type="datetime-local"
            value={one.until}
            error={wrong(one.until)}
            onText={(until) => set(at, { until })}
          />
          <Button look="quiet" icon={<X aria-hidden />} onPress={() => onChange(absences.filter((_, index) => index !== at))}>
            {t('reach.removeAbsence')}
          </Button>
        </div>
      ))}
      {absences.length < 50 && (
        <Button icon={<CalendarPlus aria-hidden />} onPress={() => onChange([...absences, nextAbsence(Date.now())])}>
          {t('reach.addAbsence')}
        </Button>
      )}
    </fieldset>
  );
}
