import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { RequestOf } from '../../api/routes';
import { useWish } from '../../api/use';
import { useKeptDraft } from '../../app/kept-draft';
import { newSending, whenSent } from '../../app/sent-once';
import { Button } from '../../components/button';
import { ChooseSome } from '../../components/choices';
import { SelectField, TextField } from '../../components/field';
import { Done, Failed, useFieldErrors } from '../../components/states';
import { WijkChoice } from '../../components/wijk-choice';
import { fromLocalInput } from '../../i18n/time';
import { roles, themes as allThemes, type Role, type Theme } from '../../words/vocabulary';
import { nameOf } from './name-of';

const fresh = () => ({
  ...newSending(),
  personId: '',
  displayName: '',
  role: 'crew' as Role,
  team: '',
  wijkIds: [] as string[],
  themes: [] as Theme[],
  until: '',
});
type Draft = ReturnType<typeof fresh>;

const requestOf = (draft: Draft, from: string): RequestOf<'assign'> => ({
  personId: draft.personId.trim(),
  ...(draft.displayName.trim() !== '' && { displayName: draft.displayName.trim() }),
  role: draft.role,
  from,
  ...(draft.team.trim() !== '' && { team: draft.team.trim().toLowerCase() }),
  ...(draft.wijkIds.length > 0 && { wijkIds: draft.wijkIds }),
  ...(draft.themes.length > 0 && { themes: draft.themes }),
  ...(draft.until !== '' && { until: fromLocalInput(draft.until) }),
});

function useAssignDraft() {
  const { draft, change, renew } = useKeptDraft('assignment', fresh);
  const [tried, setTried] = useState(false);
  const assign = useWish('assign', ['listAssignments']);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    const { key, at = new Date().toISOString() } = draft;
    if (draft.personId.trim() === '') return;
    change({ at });
    const arrived = () => {
      renew();
      setTried(false);
    };
    void whenSent(assign.mutateAsync({ request: requestOf(draft, at), key }), { arrived, change });
  };
  return { draft, change, assign, submit, nobody: tried && draft.personId.trim() === '' };
}

/** Assign a person; what is left open is not limited. */
export function AssignForm() {
  const { t } = useTranslation();
  const { draft, change, assign, submit, nobody } = useAssignDraft();
  const errors = useFieldErrors(assign.error);
  return (
    <form className="part" onSubmit={submit} noValidate aria-label={t('assignments.add')}>
      <h2>{t('assignments.add')}</h2>
      <TextField
        label={t('assignments.person')}
        hint={t('assignments.personHint')}
        autoComplete="off"
        max={64}
        value={draft.personId}
        error={errors['personId'] ?? (nobody ? t('problem.field.required') : undefined)}
        onText={(personId) => change({ personId })}
      />
      <TextField
        label={t('assignments.name')}
        hint={t('app.optional')}
        autoComplete="off"
        max={120}
        value={draft.displayName}
        error={errors['displayName']}
        onText={(displayName) => change({ displayName })}
      />
      <SelectField
        label={t('assignments.role')}
        options={roles}
        text={(role) => t(`word.role.${role}`)}
        value={draft.role}
        onChoose={(role) => change({ role })}
      />
      <Limits draft={draft} change={change} errors={errors} />
      <Button type="submit" look="main" isDisabled={assign.isPending}>
        {t('assignments.save')}
      </Button>
      {assign.isError && <Failed problem={assign.error} />}
      {assign.isSuccess && <Done key={assign.data.assignmentId}>{t('assignments.saved', { person: nameOf(assign.data) })}</Done>}
    </form>
  );
}

interface LimitProps {
  draft: Draft;
  change: (part: Partial<Draft>) => void;
  errors: Record<string, string>;
}

/** Where, about what, until when. */
function Limits({ draft, change, errors }: LimitProps) {
  const { t } = useTranslation();
  return (
    <>
      <TextField
        label={t('assignments.team')}
        hint={t('assignments.teamHint')}
        autoComplete="off"
        max={63}
        value={draft.team}
        error={errors['team']}
        onText={(team) => change({ team })}
      />
      <WijkChoice value={draft.wijkIds} onChange={(wijkIds) => change({ wijkIds })} />
      <details>
        <summary>{t('assignments.themes')}</summary>
        <ChooseSome
          hideLabel
          label={t('assignments.themes')}
          options={allThemes}
          text={(theme) => t(`word.theme.${theme}`)}
          value={draft.themes}
          onChange={(themes) => change({ themes })}
        />
      </details>
      <TextField
        label={t('assignments.until')}
        hint={t('app.optional')}
        type="datetime-local"
        value={draft.until}
        error={errors['until']}
        onText={(until) => change({ until })}
      />
    </>
  );
}
