import { useTranslation } from 'react-i18next';
import { weekdayName } from '../i18n/time';
import type { Followed } from './ask-followed';
import { weekOf } from './week';

type Channel = NonNullable<Followed['reachability']>['channels'][number];
type Props = { answering: NonNullable<Followed['answering']>; reachability: Followed['reachability'] };

/** Each way once: what the inspector says of herself, then what stands on her card. */
function waysOf({ answering: { phone, email }, reachability }: Props): Channel[] {
  const all: Channel[] = [
    ...(reachability?.channels ?? []),
    ...(phone ? [{ kind: 'phone' as const, value: phone }] : []),
    ...(email ? [{ kind: 'email' as const, value: email }] : []),
  ];
  return all.filter(({ value }, at) => all.findIndex((other) => other.value === value) === at);
}

/** How and when who answers can be reached: to press, not to copy. */
export function HowToReach(props: Props) {
  const { t, i18n } = useTranslation();
  const ways = waysOf(props);
  const week = weekOf(props.reachability?.hours ?? []);
  if (ways.length === 0 && week.length === 0) return null;
  return (
    <section className="reach">
      <h2>{t('resident.reach', { name: props.answering.displayName })}</h2>
      {week.length > 0 && (
        <p className={props.reachability?.reachableNow ? 'chip good' : 'chip'}>
          {props.reachability?.reachableNow ? t('reach.now') : t('reach.notNow')}
        </p>
      )}
      <dl>
        {ways.map((way) => (
          <div key={way.value}>
            <dt>{t(`contacts.channel.${way.kind}`)}</dt>
            <dd>
              <Way way={way} />
            </dd>
          </div>
        ))}
        {week.map(({ day, parts }) => (
          <div key={day}>
            <dt>{weekdayName(day, i18n.language)}</dt>
            <dd>{parts.join(', ')}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Way({ way: { kind, value } }: { way: Channel }) {
  if (kind === 'phone')
    return (
      <a className="call" href={`tel:${value.replace(/[^+\d]/g, '')}`}>
        {value}
      </a>
    );
  if (kind === 'email')
    return (
      <a className="call" href={`mailto:${value}`}>
        {value}
      </a>
    );
  return value;
}
