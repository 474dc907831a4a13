import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { CalendarClock } from 'lucide-react';
import { contactStatuses } from '../../words/vocabulary';
import { useAsk } from '../../api/use';
import { usePerson } from '../../app/session';
import { ChooseOne } from '../../components/choices';
import { Page } from '../../components/page';
import { Asked, Done, Empty } from '../../components/states';
import { AsOf } from '../../components/time';
import { ContactCard } from './contact-card';
import { ContactForm } from './contact-form';

/** Vragen van inwoners: who waits for an answer, until when; and a new one. */
export default function Contacts() {
  const { t } = useTranslation();
  const { roles } = usePerson();
  const reads = roles.some((role) => role === 'inspector' || role === 'team-chief');
  return (
    <Page title={t('contacts.title')} wide={reads}>
      <div className={reads ? 'two-columns' : ''}>
        {reads && <ContactList />}
        <ContactForm />
      </div>
    </Page>
  );
}

function ContactList() {
  const { t } = useTranslation();
  const [status, setStatus] = useState<(typeof contactStatuses)[number]>('open');
  const list = useAsk('listCitizenContacts', { status });
  const [answered, setAnswered] = useState<string>();
  return (
    <section aria-label={t('contacts.list')}>
      <h2>{t('contacts.list')}</h2>
      <div className="row">
        <ChooseOne
          hideLabel
          label={t('contacts.which')}
          options={contactStatuses}
          text={(one) => t(`contacts.status.${one}`)}
          value={status}
          onChange={setStatus}
        />
        <Link className="button plain" to="/bereikbaarheid">
          <CalendarClock aria-hidden /> <span>{t('nav.reachability')}</span>
        </Link>
      </div>
      {answered && <Done key={answered}>{t('contacts.answerDone')}</Done>}
      <Asked query={list}>
        {({ contacts, asOf }) => (
          <>
            <AsOf at={asOf} />
            {contacts.length === 0 && <Empty title={t(`contacts.empty.${status}`)} text={t('contacts.emptyText')} />}
            <ul className="cards">
              {contacts.map((contact) => (
                <ContactCard key={contact.contactId} contact={contact} onAnswered={setAnswered} />
              ))}
            </ul>
          </>
        )}
      </Asked>
    </section>
  );
}
