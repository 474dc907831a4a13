import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { useWijken, type WijkFeature } from '../../api/wijken';
import { TextField } from '../../components/field';
import { Page } from '../../components/page';
import { Asked, Empty } from '../../components/states';
import { ZoneMap } from '../../components/zone-map';
import { WijkDetail } from './wijk-detail';

/** Wijken: who is responsible where. The map and the list lead to the same page. */
export default function Wijken() {
  const { t } = useTranslation();
  const { wijkId } = useParams();
  const navigate = useNavigate();
  const zone = useWijken();
  return (
    <Page title={t('wijken.title')} wide>
      <div className={wijkId ? 'master-detail has-detail' : 'master-detail'}>
        <section className="master" aria-label={t('wijken.title')}>
          <Asked query={zone} rows={6}>
            {({ features }) =>
              features.length === 0 ? (
                <Empty title={t('wijken.emptyTitle')} text={t('wijken.emptyText')} />
              ) : (
                <WijkList wijken={features} selected={wijkId} />
              )
            }
          </Asked>
        </section>
        <div className="detail-side">
          <ZoneMap highlighted={wijkId ? [wijkId] : []} onWijk={(id) => void navigate(`/wijken/${id}`)} />
          {wijkId && <WijkDetail wijkId={wijkId} />}
        </div>
      </div>
    </Page>
  );
}

function WijkList({ wijken, selected }: { wijken: readonly WijkFeature[]; selected?: string }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const wanted = text.trim().toLowerCase();
  const found = wijken
    .filter(({ properties }) =>
      `${properties.name} ${properties.municipality} ${properties.inspector ?? ''}`.toLowerCase().includes(wanted),
    )
    .sort((a, b) => a.properties.name.localeCompare(b.properties.name));
  return (
    <>
      <TextField label={t('wijken.find')} type="search" value={text} onText={setText} autoComplete="off" />
      {found.length === 0 && <p className="hint">{t('wijken.none')}</p>}
      <ul className="cards">
        {found.map(({ id, properties }) => (
          <li key={id}>
            <Link
              to={`/wijken/${id}`}
              className={id === selected ? 'card-link selected' : 'card-link'}
              aria-current={id === selected || undefined}
            >
              <span className="card-title">{properties.name}</span>
              <span className="card-line">
                {properties.municipality} · {properties.inspector ?? t('wijken.unassigned')}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}
