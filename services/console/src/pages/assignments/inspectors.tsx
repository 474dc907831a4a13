import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useWish } from '../../api/use';
import { useWijken, type WijkFeature } from '../../api/wijken';
import { Button } from '../../components/button';
import { TextField } from '../../components/field';
import { Page } from '../../components/page';
import { Asked, Done, Empty, Failed, useFieldErrors } from '../../components/states';
import { ZoneMap } from '../../components/zone-map';
import { appointed, isBegun, nobody, type Card } from './card';

/** Wijkinspecteurs: one accountable inspector for each wijk, with a deputy. */
export default function Inspectors() {
  const { t } = useTranslation();
  const zone = useWijken();
  const [wijkId, setWijkId] = useState<string>();
  return (
    <Page title={t('duty.inspectors')} wide>
      <p>{t('duty.inspectorsText')}</p>
      <div className="two-columns">
        <section aria-label={t('wijken.title')}>
          <ZoneMap className="small" highlighted={wijkId ? [wijkId] : []} onWijk={setWijkId} />
          <Asked query={zone} rows={6}>
            {({ features }) =>
              features.length === 0 ? (
                <Empty title={t('wijken.emptyTitle')} text={t('wijken.emptyText')} />
              ) : (
                <WijkButtons wijken={features} chosen={wijkId} onChoose={setWijkId} />
              )
            }
          </Asked>
        </section>
        {wijkId ? <AppointForm key={wijkId} wijkId={wijkId} /> : <p className="hint">{t('duty.pickWijk')}</p>}
      </div>
    </Page>
  );
}

function WijkButtons({ wijken, chosen, onChoose }: { wijken: readonly WijkFeature[]; chosen?: string; onChoose: (id: string) => void }) {
  const { t } = useTranslation();
  const sorted = [...wijken].sort((a, b) => a.properties.name.localeCompare(b.properties.name));
  return (
    <ul className="cards">
      {sorted.map(({ id, properties }) => (
        <li key={id}>
          <button
            type="button"
            className={id === chosen ? 'card-link selected' : 'card-link'}
            aria-pressed={id === chosen}
            onClick={() => onChoose(id)}
          >
            <span className="card-title">{properties.name}</span>
            <span className="card-line">
              {properties.inspector ?? t('wijken.unassigned')}
              {properties.deputy && ` · ${t('street.deputy', { name: properties.deputy })}`}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function AppointForm({ wijkId }: { wijkId: string }) {
  const { t } = useTranslation();
  const [inspector, setInspector] = useState<Card>(nobody);
  const [deputy, setDeputy] = useState<Card>(nobody);
  const [tried, setTried] = useState(false);
  const appoint = useWish('appointInspector', ['listNeighbourhoods', 'readNeighbourhood']);
  const errors = useFieldErrors(appoint.error);
  const { data } = useWijken();
  const name = data?.features.find(({ id }) => id === wijkId)?.properties.name ?? wijkId;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    const who = appointed(inspector, deputy);
    if (who) appoint.mutate({ request: { wijkId, from: new Date().toISOString(), ...who } });
  };
  return (
    <form className="part" onSubmit={submit} noValidate aria-label={t('duty.appoint', { wijk: name })}>
      <h2>{t('duty.appoint', { wijk: name })}</h2>
      <p className="hint">{t('duty.appointWhy')}</p>
      <CardFields title={t('wijken.inspector')} value={inspector} onChange={setInspector} wanted={tried} error={errors['inspector']} />
      <CardFields
        title={t('wijken.deputy')}
        value={deputy}
        onChange={setDeputy}
        wanted={tried && isBegun(deputy)}
        error={errors['deputy']}
      />
      <Button type="submit" look="main" isDisabled={appoint.isPending}>
        {t('duty.appointSave')}
      </Button>
      {appoint.isError && <Failed problem={appoint.error} />}
      {appoint.isSuccess && <Done>{t('duty.appointed', { wijk: name, person: appoint.data.inspector?.displayName ?? '' })}</Done>}
    </form>
  );
}

interface CardProps {
  title: string;
  value: Card;
  onChange: (card: Card) => void;
  wanted: boolean;
  error?: string;
}

function CardFields({ title, value, onChange, wanted, error }: CardProps) {
  const { t } = useTranslation();
  const missing = (text: string) => (wanted && text.trim() === '' ? t('problem.field.required') : undefined);
  const set = (part: Partial<Card>) => onChange({ ...value, ...part });
  return (
    <fieldset>
      <legend className="label">{title}</legend>
      <div className="two">
        <TextField
          label={t('assignments.person')}
          autoComplete="off"
          max={64}
          value={value.personId}
          error={error ?? missing(value.personId)}
          onText={(personId) => set({ personId })}
        />
        <TextField
          label={t('duty.displayName')}
          autoComplete="off"
          max={120}
          value={value.displayName}
          error={missing(value.displayName)}
          onText={(displayName) => set({ displayName })}
        />
        <TextField label={t('duty.phone')} type="tel" autoComplete="off" max={40} value={value.phone} onText={(phone) => set({ phone })} />
        <TextField
          label={t('duty.email')}
          type="email"
          autoComplete="off"
          max={120}
          value={value.email}
          onText={(email) => set({ email })}
        />
      </div>
    </fieldset>
  );
}
