import { useTranslation } from 'react-i18next';
import { CalendarPlus, X } from 'lucide-react';
import type { AnswerOf } from '../../api/routes';
import { Button } from '../../components/button';
import { TextField } from '../../components/field';
import { fromLocalInput, toLocalInput } from '../../i18n/time';

type Absence = AnswerOf<'setReachability'>['absences'][number];

const hourMs = 3_600_000;
const next = (): Absence => {
  const start = Math.ceil(Date.now() / hourMs) * hourMs;
  return { from: new Date(start).toISOString(), until: new Date(start + 24 * hourMs).toISOString() };
};

/** When the deputy answers. Why is not asked. */
export function Absences({ absences, onChange }: { absences: readonly Absence[]; onChange: (absences: Absence[]) => void }) {
  const { t } = useTranslation();
  const set = (at: number, name: keyof Absence, local: string) => {
    const moment = fromLocalInput(local);
    if (moment) onChange(absences.map((one, index) => (index === at ? { ...one, [name]: moment } : one)));
  };
  return (
    <fieldset>
      <legend className="label">{t('reach.absences')}</legend>
      <p className="hint">{t('reach.absencesWhy')}</p>
      {absences.map((one, at) => (
        <div key={at} className="absence">
          <TextField
            label={t('reach.awayFrom')}
            type="datetime-local"
            value={toLocalInput(one.from)}
            onText={(local) => set(at, 'from', local)}
          />
          <TextField
            label={t('reach.awayUntil')}
            type="datetime-local"
            value={toLocalInput(one.until)}
            onText={(local) => set(at, 'until', local)}
          />
          <Button look="quiet" icon={<X aria-hidden />} onPress={() => onChange(absences.filter((_, index) => index !== at))}>
            {t('reach.removeAbsence')}
          </Button>
        </div>
      ))}
      {absences.length < 50 && (
        <Button icon={<CalendarPlus aria-hidden />} onPress={() => onChange([...absences, next()])}>
          {t('reach.addAbsence')}
        </Button>
      )}
    </fieldset>
  );
}
