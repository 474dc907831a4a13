import { useEffect, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { contactChannels, contactKinds } from '../../words/vocabulary';
import type { AnswerOf } from '../../api/routes';
import { useWish } from '../../api/use';
import { useWijkName } from '../../api/wijken';
import { useKeptDraft } from '../../app/kept-draft';
import { whenSent } from '../../app/sent-once';
import { Button } from '../../components/button';
import { ChooseOne } from '../../components/choices';
import { TextArea, TextField } from '../../components/field';
import { PlacePicker } from '../../components/place-picker';
import { Done, Failed, useFieldErrors } from '../../components/states';
import { Moment } from '../../components/time';
import { FollowLink } from './follow/follow-link';
import { askedAt, contactRequest, freshContact, lacksReach, type ContactDraft } from './contact-draft';

const now = (): string => new Date().toISOString();

function useContactDraft() {
  const { draft, change, renew } = useKeptDraft('resident-question', freshContact);
  const [tried, setTried] = useState(false);
  const record = useWish('recordCitizenContact', ['listCitizenContacts', 'readNeighbourhood']);
  useEffect(() => {
    const receivedAt = askedAt(draft, now());
    if (receivedAt !== draft.receivedAt) change({ receivedAt });
  }, [draft]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    const request = contactRequest(draft, now());
    if (!request) return;
    const arrived = () => {
      renew();
      setTried(false);
    };
    void whenSent(record.mutateAsync({ request, key: draft.key }), { arrived, change });
  };
  return { draft, change, tried, record, submit, noReach: lacksReach(draft) };
}

/** A resident asks something: where, what, and how to bring the answer. */
export function ContactForm() {
  const { t } = useTranslation();
  const { draft, change, tried, record, submit, noReach } = useContactDraft();
  const errors = useFieldErrors(record.error);
  const missing = (empty: boolean) => (tried && empty ? t('problem.field.required') : undefined);
  return (
    <form className="part" onSubmit={submit} noValidate aria-label={t('contacts.add')}>
      <h2>{t('contacts.add')}</h2>
      <ChooseOne
        label={t('contacts.kindOf')}
        options={contactKinds}
        text={(kind) => t(`contacts.kind.${kind}`)}
        value={draft.kind}
        onChange={(kind) => change({ kind })}
      />
      <TextArea
        label={t('contacts.subject')}
        max={1000}
        value={draft.subject}
        error={errors['subject'] ?? missing(draft.subject.trim() === '')}
        onText={(subject) => change({ subject })}
      />
      <PlacePicker value={draft.point} error={errors['point'] ?? missing(!draft.point)} onPick={({ point }) => change({ point })} />
      <ChooseOne
        label={t('contacts.how')}
        options={contactChannels}
        text={(channel) => t(`contacts.channel.${channel}`)}
        value={draft.channel}
        onChange={(channel) => change({ channel })}
      />
      <Asker draft={draft} change={change} error={tried && noReach ? t('contacts.needReach') : undefined} />
      <Button type="submit" look="main" isDisabled={record.isPending}>
        {t('contacts.save')}
      </Button>
      {record.isError && <Failed problem={record.error} />}
      {record.isSuccess && <Recorded contact={record.data} />}
    </form>
  );
}

function Asker({ draft, change, error }: { draft: ContactDraft; change: (part: Partial<ContactDraft>) => void; error?: string }) {
  const { t } = useTranslation();
  return (
    <fieldset>
      <legend className="label">{t('contacts.asker')}</legend>
      <p className="hint">{t('contacts.askerWhy')}</p>
      <div className="two">
        <TextField label={t('contacts.askerName')} autoComplete="off" max={200} value={draft.name} onText={(name) => change({ name })} />
        <TextField
          label={t('contacts.askerReach')}
          autoComplete="off"
          max={200}
          value={draft.reach}
          error={error}
          onText={(reach) => change({ reach })}
        />
      </div>
    </fieldset>
  );
}

function Recorded({ contact }: { contact: AnswerOf<'recordCitizenContact'> }) {
  const { t } = useTranslation();
  const wijk = useWijkName()(contact.wijkId);
  const { displayName, standsIn } = contact.answering ?? {};
  return (
    <Done key={contact.contactId}>
      <p>{t('contacts.done', { wijk })}</p>
      <p>
        {displayName ? t(standsIn ? 'contacts.standsIn' : 'contacts.answers', { name: displayName }) : t('contacts.nobody')} ·{' '}
        {t('contacts.due')} <Moment at={contact.dueAt} />
      </p>
      <FollowLink contact={contact} />
    </Done>
  );
}
