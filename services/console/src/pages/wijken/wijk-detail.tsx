import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ArrowLeft, Mail, Phone } from 'lucide-react';
import type { AnswerOf } from '../../api/routes';
import { useAsk } from '../../api/use';
import { Asked } from '../../components/states';
import { Age, AsOf } from '../../components/time';
import { useNuisanceCategory } from '../environment';

type Wijk = AnswerOf<'readNeighbourhood'>;

/** One wijk: its people, what was reported there, in figures. */
export function WijkDetail({ wijkId }: { wijkId: string }) {
  const { t } = useTranslation();
  const wijk = useAsk('readNeighbourhood', { wijkId });
  return (
    <article className="detail" aria-label={wijk.data?.wijkName}>
      <Link className="back" to="/wijken">
        <ArrowLeft aria-hidden /> {t('app.back')}
      </Link>
      <Asked query={wijk}>
        {(data) => (
          <>
            <h2>{data.wijkName}</h2>
            <p className="card-line">{data.municipality}</p>
            <AsOf at={data.asOf} />
            <dl className="facts">
              <Contact title={t('wijken.inspector')} contact={data.inspector} />
              <Contact title={t('wijken.deputy')} contact={data.deputy} />
            </dl>
            <Figures wijk={data} />
            <Nuisances wijk={data} />
          </>
        )}
      </Asked>
    </article>
  );
}

function Contact({ title, contact }: { title: string; contact: Wijk['inspector'] }) {
  const { t } = useTranslation();
  return (
    <div>
      <dt>{title}</dt>
      <dd>
        {contact?.displayName ?? t('wijken.unassigned')}
        {contact?.phone && (
          <a className="contact" href={`tel:${contact.phone}`} aria-label={t('wijken.phone', { phone: contact.phone })}>
            <Phone aria-hidden /> {contact.phone}
          </a>
        )}
        {contact?.email && (
          <a className="contact" href={`mailto:${contact.email}`}>
            <Mail aria-hidden /> {contact.email}
          </a>
        )}
      </dd>
    </div>
  );
}

function Figures({ wijk }: { wijk: Wijk }) {
  const { t } = useTranslation();
  return (
    <>
      <h3>{t('wijken.counts')}</h3>
      <p>
        {t('wijken.notes', { count: wijk.noteCount })} · {t('wijken.nuisanceCount', { count: wijk.nuisanceCount })}
      </p>
      <p className="hint">{t('wijken.mediation')}</p>
      {wijk.mediationRequests.length === 0 ? (
        <p>{t('wijken.noMediation')}</p>
      ) : (
        <ul className="counts">
          {wijk.mediationRequests.map(({ origin, count }) => (
            <li key={origin}>
              <strong>{count}</strong> {t(`word.origin.${origin}`)}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function Nuisances({ wijk }: { wijk: Wijk }) {
  const { t } = useTranslation();
  const category = useNuisanceCategory();
  return (
    <>
      <h3>{t('wijken.nuisances')}</h3>
      {wijk.nuisances.length === 0 && <p>{t('wijken.noNuisances')}</p>}
      <ul className="cards">
        {wijk.nuisances.map((one) => (
          <li key={one.nuisanceId} className="card">
            <span className="strong">{category(one.category)}</span>{' '}
            <span className="card-line">
              {t(`word.polluter.${one.polluterType}`)} · <Age at={one.reportedAt} exact /> · {one.number}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
