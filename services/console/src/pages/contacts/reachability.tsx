import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { AnswerOf } from '../../api/routes';
import { useAsk, useWish } from '../../api/use';
import { usePerson } from '../../app/session';
import { Button } from '../../components/button';
import { TextField } from '../../components/field';
import { Page } from '../../components/page';
import { Asked, Done, Failed, useFieldErrors } from '../../components/states';
import { absencesOf, typedAbsence } from './absence-draft';
import { Absences } from './absences';
import { Channels } from './channels';
import { Week } from './week';

type Reachability = AnswerOf<'setReachability'>;

/** Bereikbaarheid: my hours, how residents reach me, when I am away. A team chief may do it for somebody of the team. */
export default function ReachabilityPage() {
  const { t } = useTranslation();
  const { personId: me, roles } = usePerson();
  const [personId, setPersonId] = useState(me);
  const [typed, setTyped] = useState('');
  const chief = roles.includes('team-chief') || roles.includes('administrator');
  const query = useAsk('readReachability', { personId }, { freshMs: 0 });
  return (
    <Page title={t('reach.title')}>
      <Link className="button plain" to="/contacten">
        {t('contacts.title')}
      </Link>
      <p>{t('reach.text')}</p>
      {chief && (
        <form
          className="row"
          onSubmit={(event) => {
            event.preventDefault();
            if (typed.trim() !== '') setPersonId(typed.trim());
          }}
        >
          <TextField label={t('reach.whose')} hint={t('assignments.personHint')} autoComplete="off" value={typed} onText={setTyped} />
          <Button type="submit">{t('reach.show')}</Button>
        </form>
      )}
      <Asked query={query} rows={5}>
        {(kept) => <ReachForm key={personId} kept={kept} />}
      </Asked>
    </Page>
  );
}

function ReachForm({ kept }: { kept: Reachability }) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(() => ({ hours: kept.hours, channels: kept.channels, absences: kept.absences.map(typedAbsence) }));
  const [sent, setSent] = useState<typeof draft>();
  const [tried, setTried] = useState(false);
  const set = useWish('setReachability', ['readReachability', 'readNeighbourhood', 'listCitizenContacts']);
  const errors = useFieldErrors(set.error);
  const me = usePerson();
  const title = t('reach.of', { person: kept.personId === me.personId ? me.name : kept.personId });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    const absences = absencesOf(draft.absences);
    if (!absences) return;
    setSent(draft);
    const channels = draft.channels.filter(({ value }) => value.trim() !== '');
    set.mutate({ request: { personId: kept.personId, hours: draft.hours, channels, absences } });
  };
  return (
    <form className="part" onSubmit={submit} noValidate aria-label={title}>
      <h2>{title}</h2>
      <p>
        <span className={`chip unit ${kept.reachableNow ? 'available' : ''}`}>
          {t(kept.absentNow ? 'reach.away' : kept.reachableNow ? 'reach.now' : 'reach.notNow')}
        </span>
      </p>
      <Week hours={draft.hours} onChange={(hours) => setDraft({ ...draft, hours })} />
      <Channels channels={draft.channels} onChange={(channels) => setDraft({ ...draft, channels })} />
      <Absences absences={draft.absences} tried={tried} onChange={(absences) => setDraft({ ...draft, absences })} />
      {Object.keys(errors).length > 0 && <p className="error">{Object.values(errors)[0]}</p>}
      <Button type="submit" look="main" isDisabled={set.isPending}>
        {t('reach.save')}
      </Button>
      {set.isError && <Failed problem={set.error} />}
      {set.isSuccess && sent === draft && <Done>{t('reach.saved')}</Done>}
    </form>
  );
}
