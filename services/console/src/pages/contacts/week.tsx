import { useTranslation } from 'react-i18next';
import { Plus, X } from 'lucide-react';
import type { AnswerOf } from '../../api/routes';
import { Button } from '../../components/button';
import { weekdayName } from '../../i18n/time';

type Hours = AnswerOf<'setReachability'>['hours'];

const days = [1, 2, 3, 4, 5, 6, 7] as const;

/** The hours of a week, a line for each day. */
export function Week({ hours, onChange }: { hours: Hours; onChange: (hours: Hours) => void }) {
  const { t } = useTranslation();
  return (
    <fieldset className="week">
      <legend className="label">{t('reach.hours')}</legend>
      {days.map((day) => (
        <WeekDay key={day} day={day} hours={hours} onChange={onChange} />
      ))}
    </fieldset>
  );
}

function WeekDay({ day, hours, onChange }: { day: number; hours: Hours; onChange: (hours: Hours) => void }) {
  const { t, i18n } = useTranslation();
  const name = weekdayName(day, i18n.language);
  return (
    <div className="week-day">
      <span className="strong">{name}</span>
      <div>
        {hours.map((one, at) =>
          one.day === day ? (
            <Part
              key={at}
              part={one}
              name={name}
              onChange={(changed) => onChange(hours.map((other, index) => (index === at ? changed : other)))}
              onRemove={() => onChange(hours.filter((_, index) => index !== at))}
            />
          ) : null,
        )}
        {hours.length < 21 && (
          <Button
            look="quiet"
            icon={<Plus aria-hidden />}
            aria-label={t('reach.addHours', { day: name })}
            onPress={() => onChange([...hours, { day, from: '09:00', to: '12:00' }])}
          />
        )}
      </div>
    </div>
  );
}

interface PartProps {
  part: Hours[number];
  name: string;
  onChange: (part: Hours[number]) => void;
  onRemove: () => void;
}

function Part({ part, name: day, onChange, onRemove }: PartProps) {
  const { t } = useTranslation();
  return (
    <div className="week-part">
      <input
        type="time"
        aria-label={t('reach.from', { day })}
        value={part.from}
        onChange={(event) => onChange({ ...part, from: event.target.value })}
      />
      <span aria-hidden>–</span>
      <input
        type="time"
        aria-label={t('reach.to', { day })}
        value={part.to}
        onChange={(event) => onChange({ ...part, to: event.target.value })}
      />
      <Button look="quiet" icon={<X aria-hidden />} aria-label={t('reach.removeHours', { day })} onPress={onRemove} />
    </div>
  );
}
