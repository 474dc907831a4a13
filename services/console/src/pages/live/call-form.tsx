import { useEffect, useRef, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { PhoneCall } from 'lucide-react';
import type { Problem } from '../../api/problem';
import type { AnswerOf } from '../../api/routes';
import { useWish } from '../../api/use';
import { useWijkName } from '../../api/wijken';
import { useKeptDraft } from '../../app/kept-draft';
import { AddressSearch } from '../../components/address-search';
import { Button } from '../../components/button';
import { ChooseOne } from '../../components/choices';
import { TextArea, TextField } from '../../components/field';
import { LocatedCard } from '../../components/place-picker';
import { Failed, useFieldErrors } from '../../components/states';
import { natures, urgencies } from '../../words/vocabulary';
import { addressTyped, begun, freshCall, type CallDraft } from './call-draft';
import type { CallPlaceOnScreen } from './use-call-place';

interface Props {
  place: CallPlaceOnScreen;
  onRegistered: (callId: string) => void;
}

const said = (text: string): string | undefined => text.trim() || undefined;

/** A call being written, kept on this device: its key stays until it is registered, so that a second Enter is no second call. */
function useWriting({ place, onRegistered }: Props) {
  const { draft, renew, ...kept } = useKeptDraft('call', freshCall);
  const [tried, setTried] = useState(false);
  const register = useWish('registerCall', ['listCalls']);
  const submit = () => {
    setTried(true);
    const { key, nature, urgency } = draft;
    const receivedAt = begun(draft, now()).since;
    const [summary, name, phone] = [said(draft.summary), said(draft.name), said(draft.phone)];
    if (!place.point || !nature || !summary) return;
    const caller = name || phone ? { name, phone } : undefined;
    const request = { point: place.point, address: place.address, nature, urgency, summary, caller, receivedAt };
    // Also when one went to another page meanwhile: what is registered is no draft any longer.
    register.mutateAsync({ request, key }).then(
      ({ callId }) => {
        renew();
        place.renew();
        setTried(false);
        onRegistered(callId);
      },
      (problem: Problem) => !problem.passing && kept.change({ key: crypto.randomUUID() }),
    );
  };
  const change = (part: Partial<CallDraft>) => kept.change({ ...begun(draft, now()), ...part });
  const typed = () => kept.change(addressTyped(draft, now()));
  return { draft, change, typed, tried, register, submit };
}

const now = (): string => new Date().toISOString();

type Writing = ReturnType<typeof useWriting>;

/** From the first word of the caller to a number: tab, arrows and Enter are enough. */
export function CallForm(props: Props) {
  const { t } = useTranslation();
  const call = useWriting(props);
  const { draft, change, register, submit } = call;
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    submit();
  };
  return (
    <form className="call-form part" onSubmit={onSubmit} noValidate aria-label={t('calls.title')}>
      <h2>{t('calls.title')}</h2>
      <PlacePart call={call} place={props.place} />
      <WhatPart call={call} />
      <CallerPart name={draft.name} phone={draft.phone} change={change} />
      <Button type="submit" look="main" icon={<PhoneCall aria-hidden />} isDisabled={register.isPending}>
        {register.isPending ? t('calls.sending') : t('calls.send')}
      </Button>
      <p className="hint keys-hint">{t('calls.keys')}</p>
      {register.isError && <Failed problem={register.error} />}
      {register.isSuccess && <Registered call={register.data} />}
    </form>
  );
}

function PlacePart({ call, place }: { call: Writing; place: CallPlaceOnScreen }) {
  const { t } = useTranslation();
  const errors = useFieldErrors(call.register.error);
  const address = useRef<HTMLInputElement>(null);
  useNewCallKey(() => address.current?.focus());
  return (
    <>
      <AddressSearch
        key={place.field.key}
        label={t('calls.address')}
        value={place.field.value}
        error={errors['point'] ?? (call.tried && !place.point ? t('calls.needPlace') : undefined)}
        inputRef={(input) => (address.current = input)}
        onChoose={(found) => {
          call.change({});
          place.choose(found);
        }}
        onEdit={() => {
          call.typed();
          place.edit();
        }}
      />
      {place.point && <LocatedCard point={place.point} />}
    </>
  );
}

function WhatPart({ call: { draft, change, tried, register } }: { call: Writing }) {
  const { t } = useTranslation();
  const errors = useFieldErrors(register.error);
  const missing = (empty: boolean) => (tried && empty ? t('problem.field.required') : undefined);
  return (
    <>
      <ChooseOne
        label={t('calls.nature')}
        options={natures}
        text={(nature) => t(`word.nature.${nature}`)}
        value={draft.nature}
        error={errors['nature'] ?? missing(!draft.nature)}
        onChange={(nature) => change({ nature })}
      />
      <ChooseOne
        label={t('calls.urgency')}
        options={urgencies}
        text={(urgency) => t(`word.urgency.${urgency}`)}
        value={draft.urgency}
        onChange={(urgency) => change({ urgency })}
      />
      <TextArea
        label={t('calls.summary')}
        hint={t('calls.summaryHint')}
        max={1000}
        value={draft.summary}
        error={errors['summary'] ?? missing(draft.summary.trim() === '')}
        onText={(summary) => change({ summary })}
      />
    </>
  );
}

function CallerPart({ name, phone, change }: { name: string; phone: string; change: (part: { name?: string; phone?: string }) => void }) {
  const { t } = useTranslation();
  return (
    <fieldset>
      <legend className="label">{t('calls.caller')}</legend>
      <p className="hint">{t('calls.callerWhy')}</p>
      <div className="two">
        <TextField label={t('calls.callerName')} autoComplete="off" max={200} value={name} onText={(text) => change({ name: text })} />
        <TextField
          label={t('calls.callerPhone')}
          type="tel"
          autoComplete="off"
          max={40}
          value={phone}
          onText={(text) => change({ phone: text })}
        />
      </div>
    </fieldset>
  );
}

function Registered({ call }: { call: AnswerOf<'registerCall'> }) {
  const { t } = useTranslation();
  const wijk = useWijkName()(call.wijkId);
  const teams = call.teams.map((team) => t('word.crewOf', { team })).join(', ');
  return (
    // The hand goes on to the triage of this call: the notice is heard, and takes no focus.
    <div className="notice good" role="status">
      {teams ? t('calls.done', { number: call.number, wijk, teams }) : t('calls.doneNobody', { number: call.number, wijk })}
    </div>
  );
}

/** Alt + N brings the hand to a new call from anywhere on the page. */
function useNewCallKey(go: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.altKey && event.key.toLowerCase() === 'n') {
        event.preventDefault();
        go();
      }
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  });
}
