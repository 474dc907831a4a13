import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { UserPlus, UserX } from 'lucide-react';
import { useWish } from '../api/use';
import { useKeptDraft } from '../app/kept-draft';
import { newSending, whenSent } from '../app/sent-once';
import { Button } from '../components/button';
import { ChooseOne } from '../components/choices';
import { TextArea, TextField } from '../components/field';
import { Done, Failed, useFieldErrors } from '../components/states';
import { disputeTypes, requestOrigins } from '../words/vocabulary';
import { lacksName, partiesOf, type Party } from './mediation-parties';

const fresh = () => ({
  ...newSending(),
  origin: undefined as (typeof requestOrigins)[number] | undefined,
  disputeType: undefined as (typeof disputeTypes)[number] | undefined,
  description: '',
  parties: [] as Party[],
});

function useMediationDraft() {
  const { draft, change, renew } = useKeptDraft('mediation', fresh);
  const [tried, setTried] = useState(false);
  const ask = useWish('requestMediation', ['listMediationRequests']);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    const { key, origin, disputeType, description } = draft;
    if (!origin || !disputeType || description.trim() === '' || draft.parties.some(lacksName)) return;
    const parties = partiesOf(draft.parties);
    const request = { origin, disputeType, description: description.trim(), ...(parties.length > 0 && { parties }) };
    const arrived = () => {
      renew();
      setTried(false);
    };
    void whenSent(ask.mutateAsync({ request, key }), { arrived, change });
  };
  return { draft, change, tried, ask, submit };
}

/** A request for mediation with exactly one of five origins. */
export function MediationForm() {
  const { t } = useTranslation();
  const { draft, change, tried, ask, submit } = useMediationDraft();
  const errors = useFieldErrors(ask.error);
  const missing = (empty: boolean) => (tried && empty ? t('problem.field.required') : undefined);
  return (
    <form className="part" onSubmit={submit} noValidate aria-label={t('mediation.ask')}>
      <h2>{t('mediation.ask')}</h2>
      <p>{t('mediation.askText')}</p>
      <ChooseOne
        label={t('mediation.origin')}
        options={requestOrigins}
        text={(origin) => t(`word.origin.${origin}`)}
        value={draft.origin}
        error={errors['origin'] ?? missing(!draft.origin)}
        onChange={(origin) => change({ origin })}
      />
      <ChooseOne
        label={t('mediation.dispute')}
        options={disputeTypes}
        text={(type) => t(`word.dispute.${type}`)}
        value={draft.disputeType}
        error={errors['disputeType'] ?? missing(!draft.disputeType)}
        onChange={(disputeType) => change({ disputeType })}
      />
      <TextArea
        label={t('mediation.description')}
        rows={4}
        max={4000}
        value={draft.description}
        error={errors['description'] ?? missing(draft.description.trim() === '')}
        onText={(description) => change({ description })}
      />
      <Parties parties={draft.parties} tried={tried} onChange={(parties) => change({ parties })} />
      <Button type="submit" look="main" isDisabled={ask.isPending}>
        {t('mediation.send')}
      </Button>
      {ask.isError && <Failed problem={ask.error} />}
      {ask.isSuccess && <Done key={ask.data.requestId}>{t('mediation.done', { number: ask.data.number })}</Done>}
    </form>
  );
}

function Parties({ parties, tried, onChange }: { parties: Party[]; tried: boolean; onChange: (parties: Party[]) => void }) {
  const { t } = useTranslation();
  const set = (at: number, part: Partial<Party>) => onChange(parties.map((party, index) => (index === at ? { ...party, ...part } : party)));
  return (
    <>
      {parties.map((party, index) => (
        <fieldset key={index}>
          <legend className="label">{t('mediation.party', { number: index + 1 })}</legend>
          <div className="two">
            <TextField
              label={t('mediation.partyName')}
              autoComplete="off"
              max={200}
              value={party.name}
              error={tried && lacksName(party) ? t('problem.field.required') : undefined}
              onText={(name) => set(index, { name })}
            />
            <TextField
              label={t('mediation.partyContact')}
              autoComplete="off"
              max={200}
              value={party.contact}
              onText={(contact) => set(index, { contact })}
            />
          </div>
          <Button look="quiet" icon={<UserX aria-hidden />} onPress={() => onChange(parties.filter((_, at) => at !== index))}>
            {t('mediation.removeParty')}
          </Button>
        </fieldset>
      ))}
      {parties.length < 20 && (
        <Button icon={<UserPlus aria-hidden />} onPress={() => onChange([...parties, { name: '', contact: '' }])}>
          {t('mediation.addParty')}
        </Button>
      )}
    </>
  );
}
