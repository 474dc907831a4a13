import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsk } from '../api/use';
import type { AnswerOf } from '../api/routes';

export type Address = AnswerOf<'findAddress'>['addresses'][number];

interface Props {
  label: string;
  onChoose: (address: Address) => void;
  /** What is typed is no longer the address that was chosen. */
  onEdit?: () => void;
  /** What stands in the field at first, such as the address chosen before. */
  value?: string;
  error?: string;
  inputRef?: (input: HTMLInputElement | null) => void;
}

/** Waits until typing rests, so that each letter is not a question. */
function useRested(text: string): string {
  const [rested, setRested] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setRested(text), 180);
    return () => clearTimeout(timer);
  }, [text]);
  return rested;
}

/** What stands in the field. What is typed over a chosen address stays when that one is let go for it. */
function useText({ value = '', onEdit }: Props) {
  const [text, setText] = useState(value);
  const edited = useRef(false);
  useEffect(() => {
    if (!(edited.current && value === '')) setText(value);
    edited.current = false;
  }, [value]);
  const typeText = (typed: string) => {
    setText(typed);
    if (!onEdit || value === '' || typed === value) return;
    edited.current = true;
    onEdit();
  };
  const chooseText = (label: string) => {
    edited.current = false;
    setText(label);
  };
  return { text, typeText, chooseText };
}

/** What the list and its keys do; the field itself only draws it. */
function useCombobox(props: Props) {
  const { i18n } = useTranslation();
  const { text, typeText, chooseText } = useText(props);
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  const rested = useRested(text.trim());
  const asking = open && rested.length >= 2;
  const found = useAsk('findAddress', { text: rested.slice(0, 120), limit: 8 }, { enabled: asking, freshMs: 60_000 });
  const addresses = ((asking && found.data?.addresses) || []).map((address) => ({
    ...address,
    label: i18n.language === 'fr' ? (address.labelFr ?? address.label) : address.label,
  }));
  const choose = (address: Address) => {
    chooseText(address.label);
    setOpen(false);
    props.onChoose(address);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const chosen = addresses[active];
    if (step !== undefined && addresses.length > 0) {
      event.preventDefault();
      setActive((active + step + addresses.length) % addresses.length);
    } else if (event.key === 'Enter' && open && chosen) {
      event.preventDefault();
      choose(chosen);
    } else if (event.key === 'Escape') setOpen(false);
  };
  const onText = (typed: string) => {
    typeText(typed);
    setActive(0);
    setOpen(true);
  };
  const state = !asking ? 'quiet' : found.isError ? 'failed' : found.data && addresses.length === 0 ? 'none' : 'quiet';
  return {
    text,
    active,
    addresses,
    shown: open && addresses.length > 0,
    state,
    choose,
    onKeyDown,
    onText,
    close: () => setOpen(false),
  } as const;
}

const messages = { failed: 'street.addressFailed', none: 'street.addressNone' } as const;

/** Find an address by typing: a combobox in the pattern of the ARIA Authoring Practices; arrows, Enter, Escape. */
export function AddressSearch(props: Props) {
  const { label, error, inputRef } = props;
  const { t } = useTranslation();
  const id = useId();
  const { text, active, addresses, shown, state, choose, onKeyDown, onText, close } = useCombobox(props);
  const list = shown ? { 'aria-controls': `${id}-list`, 'aria-activedescendant': `${id}-${active}` } : {};
  const message = shown ? (
    <span className="sr-only">{t('street.results', { count: addresses.length })}</span>
  ) : (
    state !== 'quiet' && t(messages[state])
  );
  return (
    <div className="field address">
      <label className="label" htmlFor={id}>
        {label}
      </label>
      <input
        {...list}
        ref={inputRef}
        id={id}
        type="search"
        role="combobox"
        autoComplete="off"
        placeholder={t('street.addressHint')}
        value={text}
        aria-expanded={shown}
        aria-invalid={error !== undefined || undefined}
        aria-describedby={`${id}-message`}
        onChange={(event) => onText(event.target.value)}
        onKeyDown={onKeyDown}
        onBlur={close}
      />
      {shown && <Options id={id} active={active} addresses={addresses} choose={choose} />}
      <p id={`${id}-message`} className={error ? 'error' : 'hint'} role="status">
        {error ?? message}
      </p>
    </div>
  );
}

interface OptionsProps {
  id: string;
  active: number;
  addresses: readonly Address[];
  choose: (address: Address) => void;
}

function Options({ id, active, addresses, choose }: OptionsProps) {
  const { t } = useTranslation();
  return (
    <ul id={`${id}-list`} role="listbox" aria-label={t('street.address')} className="options">
      {addresses.map((address, index) => (
        <li
          key={`${address.label} ${index}`}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === active}
          // Before the field loses focus, which would close the list under the finger.
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => choose(address)}
        >
          {address.label}
        </li>
      ))}
    </ul>
  );
}
