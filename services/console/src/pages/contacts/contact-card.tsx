import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AlarmClock } from 'lucide-react';
import type { AnswerOf } from '../../api/routes';
import { useWish } from '../../api/use';
import { useWijkName } from '../../api/wijken';
import { useKeptDraft } from '../../app/kept-draft';
import { Button } from '../../components/button';
import { TextArea } from '../../components/field';
import { Withheld } from '../../components/item';
import { Failed, useFieldErrors } from '../../components/states';
import { Age, Moment, useNow } from '../../components/time';
import { FollowLink } from './follow/follow-link';

type Contact = AnswerOf<'listCitizenContacts'>['contacts'][number];

interface Props {
  contact: Contact;
  /** It was noted; the card itself then leaves the list of what waits. */
  onAnswered: (contactId: string) => void;
}

/** One thing a resident asked: until when, who answers, and the answer. */
export function ContactCard({ contact, onAnswered }: Props) {
  const { t } = useTranslation();
  const wijk = useWijkName()(contact.wijkId);
  const late = useNow() > Date.parse(contact.dueAt) && contact.status === 'open';
  return (
    <li className="card">
      <h3>
        {t(`contacts.kind.${contact.kind}`)}
        {late && (
          <span className="chip attention">
            <AlarmClock aria-hidden />
            {t('contacts.late')}
          </span>
        )}
      </h3>
      <p className="card-line">
        <strong>{wijk}</strong> · {t(`contacts.channel.${contact.channel}`)} · <Age at={contact.receivedAt} exact />
      </p>
      <p className="text">{contact.subject}</p>
      {contact.asker && <p>{[contact.asker.name, contact.asker.reach].filter(Boolean).join(' · ')}</p>}
      <Withheld parts={contact.withheld} />
      {contact.status === 'open' ? <Owed contact={contact} onAnswered={onAnswered} /> : <Given contact={contact} />}
    </li>
  );
}

function Owed({ contact, onAnswered }: Props) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const { displayName, standsIn } = contact.answering ?? {};
  const who = displayName ? t(standsIn ? 'contacts.standsIn' : 'contacts.answers', { name: displayName }) : t('contacts.nobody');
  return (
    <>
      <p className="card-line">
        {who} · {t('contacts.due')} <Moment at={contact.dueAt} />
      </p>
      {open && <AnswerForm contactId={contact.contactId} onAnswered={onAnswered} />}
      <div className="row">
        {!open && <Button onPress={() => setOpen(true)}>{t('contacts.answer')}</Button>}
        <FollowLink contact={contact} />
      </div>
    </>
  );
}

function Given({ contact }: { contact: Contact }) {
  const { t } = useTranslation();
  return (
    <>
      <p className="text">{contact.answer}</p>
      {contact.answeredAt && (
        <p className="card-line">
          {t('contacts.answered')} <Moment at={contact.answeredAt} />
          {contact.forResident && ` · ${t('contacts.residentReads')}`}
        </p>
      )}
    </>
  );
}

const noAnswer = () => ({ answer: '', forResident: false });

function AnswerForm({ contactId, onAnswered }: { contactId: string; onAnswered: Props['onAnswered'] }) {
  const { t } = useTranslation();
  const { draft, change, renew } = useKeptDraft(`resident-answer ${contactId}`, noAnswer);
  const [tried, setTried] = useState(false);
  const send = useWish('answerCitizenContact', ['listCitizenContacts', 'readNeighbourhood']);
  const errors = useFieldErrors(send.error);
  const answer = draft.answer.trim();
  const answered = () => {
    renew();
    onAnswered(contactId);
  };
  return (
    <form
      className="answer-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (answer !== '')
          void send.mutateAsync({ request: { contactId, answer, forResident: draft.forResident } }).then(answered, () => undefined);
      }}
    >
      <TextArea
        autoFocus
        label={t('contacts.answerText')}
        max={1000}
        value={draft.answer}
        error={errors['answer'] ?? (tried && answer === '' ? t('problem.field.required') : undefined)}
        onText={(text) => change({ answer: text })}
      />
      <ForResident chosen={draft.forResident} onChange={(forResident) => change({ forResident })} />
      <Button type="submit" look="main" isDisabled={send.isPending}>
        {t('contacts.answerSave')}
      </Button>
      {send.isError && <Failed problem={send.error} />}
    </form>
  );
}

/** Off until somebody chooses it: whoever holds the link reads along. */
function ForResident({ chosen, onChange }: { chosen: boolean; onChange: (chosen: boolean) => void }) {
  const { t } = useTranslation();
  const why = useId();
  return (
    <div>
      <label className="check">
        <input type="checkbox" checked={chosen} aria-describedby={why} onChange={(event) => onChange(event.target.checked)} />{' '}
        {t('contacts.forResident')}
      </label>
      <p className="hint" id={why}>
        {t('contacts.forResidentWhy')}
      </p>
    </div>
  );
}
