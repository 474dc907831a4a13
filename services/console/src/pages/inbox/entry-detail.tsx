import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ArrowLeft, Check, CornerUpLeft } from 'lucide-react';
import { useAsk } from '../../api/use';
import { useWijkName } from '../../api/wijken';
import { Button } from '../../components/button';
import { HandlingChip, Reliability, SafetyLine, WhyShown, Withheld } from '../../components/item';
import { Rating } from '../../components/rating';
import { RecordNumber } from '../../components/record-number';
import { Failed } from '../../components/states';
import { Age, Moment } from '../../components/time';
import { ZoneMap } from '../../components/zone-map';
import type { Entry } from './use-inbox';

interface Props {
  entry: Entry;
  settling: boolean;
  onAccept: () => void;
  onReturn: () => void;
}

/** One item as far as the policy lets this reader see it. */
export function EntryDetail({ entry, settling, onAccept, onReturn }: Props) {
  const { t } = useTranslation();
  const wijk = useWijkName()(entry.wijkId);
  const read = useAsk('readItem', { itemId: entry.itemId }, { freshMs: 60_000 });
  const item = read.data ? { ...entry, ...read.data } : entry;
  return (
    <article className="detail" aria-labelledby="entry-title">
      <Link className="back" to="/opsporing">
        <ArrowLeft aria-hidden /> {t('app.back')}
      </Link>
      {item.safetyLine && <SafetyLine text={item.safetyLine} />}
      <Heading>{item.headline ?? t(`word.theme.${item.theme}`)}</Heading>
      <p className="card-line">
        <strong>{wijk}</strong>
        {item.placeDescription && `, ${item.placeDescription}`} · {t('live.observed')} <Age at={item.observedAt} exact />
      </p>
      <p className="card-line">
        {t(`word.theme.${item.theme}`)} · <Reliability evaluation={item.evaluation} />
      </p>
      <div className="card-foot">
        <HandlingChip handling={item.handling} />
        <span className="chip">{t(`inbox.status.${item.status}`)}</span>
        <WhyShown rule={item.rule} level={item.level} wijk={wijk} matched={item.matched} />
      </div>
      {read.isError && <Failed problem={read.error} again={() => void read.refetch()} />}
      {item.status === 'new' && (
        <div className="row actions">
          <Button look="main" icon={<Check aria-hidden />} onPress={onAccept} isDisabled={settling}>
            {t('inbox.accept')}
          </Button>
          <Button icon={<CornerUpLeft aria-hidden />} onPress={onReturn} isDisabled={settling}>
            {t('inbox.return')}
          </Button>
        </div>
      )}
      <Texts item={item} />
      <Rating itemId={item.itemId} given={item.myVerdict} />
      <ZoneMap
        className="small"
        marks={[{ id: item.itemId, point: item.point, kind: 'item', label: wijk }]}
        highlighted={[item.wijkId]}
        look={item.point}
      />
      <Filed item={item} />
    </article>
  );
}

/** Takes the hand that has nowhere to be: the button that was pressed went with the item before this one. */
function Heading({ children }: { children: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (document.activeElement === document.body) heading.current?.focus();
  }, []);
  return (
    <h2 id="entry-title" tabIndex={-1} ref={heading}>
      {children}
    </h2>
  );
}

function Filed({ item }: { item: Entry }) {
  const { t } = useTranslation();
  return (
    <>
      <p className="hint">
        {t('inbox.filed', { time: '' })}
        <Moment at={item.filedAt} /> · {t('inbox.openWhy')}
      </p>
      <RecordNumber id={item.itemId} />
    </>
  );
}

/** Facts apart from assessment, the person apart from both, and bars for what is withheld. */
function Texts({ item }: { item: Entry }) {
  const { t } = useTranslation();
  return (
    <>
      {item.fact && (
        <>
          <h3>{t('inbox.fact')}</h3>
          <p className="text">{item.fact}</p>
        </>
      )}
      {item.assessment && (
        <>
          <h3>{t('inbox.assessment')}</h3>
          <p className="text assessment">{item.assessment}</p>
        </>
      )}
      {item.person && <PersonText person={item.person} />}
      <Withheld parts={item.withheld} />
    </>
  );
}

function PersonText({ person }: { person: NonNullable<Entry['person']> }) {
  const { t, i18n } = useTranslation();
  const { category } = person;
  const named = i18n.exists(`word.category.${category}`) ? t(`word.category.${category}` as 'word.category.third') : category;
  return (
    <section className="personal">
      <h3>{t('inbox.person')}</h3>
      <p className="text">{[named, person.name, person.description].filter(Boolean).join(' · ')}</p>
    </section>
  );
}
