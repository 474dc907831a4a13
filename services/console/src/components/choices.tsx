import { useId, type ReactNode } from 'react';

interface Props<T extends string> {
  label: string;
  options: readonly T[];
  text: (option: T) => string;
  error?: string;
  hideLabel?: boolean;
}

/** Chips over the browser's own radio buttons and check boxes, so arrows, space and screen readers work as everywhere. */
function Group({
  label,
  hideLabel,
  error,
  note,
  one,
  children,
}: Pick<Props<string>, 'label' | 'hideLabel' | 'error'> & { note?: string; one?: boolean; children: ReactNode }) {
  const id = useId();
  const said = error ?? note;
  return (
    <div
      className="choices"
      role={one ? 'radiogroup' : 'group'}
      aria-labelledby={`${id}-label`}
      aria-describedby={said ? `${id}-note` : undefined}
      aria-invalid={(one && error !== undefined) || undefined}
    >
      <span id={`${id}-label`} className={hideLabel ? 'sr-only' : 'label'}>
        {label}
      </span>
      <div className="chips">{children}</div>
      <p id={`${id}-note`} className={error ? 'error' : 'hint'} hidden={!said}>
        {said}
      </p>
    </div>
  );
}

/** Choose one. */
export function ChooseOne<T extends string>({
  value,
  onChange,
  note,
  options,
  text,
  ...group
}: Props<T> & { value: T | undefined; onChange: (option: T) => void; note?: string }) {
  const name = useId();
  return (
    <Group {...group} note={note} one>
      {options.map((option) => (
        <label key={option} className="choice">
          <input type="radio" className="sr-only" name={name} value={option} checked={option === value} onChange={() => onChange(option)} />
          {text(option)}
        </label>
      ))}
    </Group>
  );
}

/** Choose any number. */
export function ChooseSome<T extends string>({
  value,
  onChange,
  options,
  text,
  ...group
}: Props<T> & { value: readonly T[]; onChange: (options: T[]) => void }) {
  return (
    <Group {...group}>
      {options.map((option) => {
        const chosen = value.includes(option);
        const toggle = () => onChange(chosen ? value.filter((one) => one !== option) : [...value, option]);
        return (
          <label key={option} className="choice">
            <input type="checkbox" className="sr-only" value={option} checked={chosen} onChange={toggle} />
            {text(option)}
          </label>
        );
      })}
    </Group>
  );
}
