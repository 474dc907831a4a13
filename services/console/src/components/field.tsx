import { useId, type InputHTMLAttributes, type ReactNode, type SelectHTMLAttributes, type TextareaHTMLAttributes } from 'react';

interface Shared {
  label: string;
  hint?: string;
  error?: string;
  /** Characters; a counter appears when little is left. */
  max?: number;
  after?: ReactNode;
}

function useDescribed({ hint, error }: Pick<Shared, 'hint' | 'error'>) {
  const id = useId();
  const describedBy = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(' ') || undefined;
  return { id, 'aria-describedby': describedBy, 'aria-invalid': error !== undefined || undefined };
}

function Around({ id, field, length, children }: { id: string; field: Shared; length: number; children: ReactNode }) {
  const { label, hint, error, max, after } = field;
  return (
    <div className="field">
      <label className="label" htmlFor={id}>
        {label}
      </label>
      {children}
      {error && (
        <p className="error" id={`${id}-error`}>
          {error}
        </p>
      )}
      <div className="under">
        {hint && (
          <p className="hint" id={`${id}-hint`}>
            {hint}
          </p>
        )}
        {max !== undefined && length > max * 0.7 && (
          <p className="count" aria-hidden>
            {max - length}
          </p>
        )}
      </div>
      {after}
    </div>
  );
}

type Text = Shared & { value: string; onText: (text: string) => void };

export function TextField({ label, hint, error, max, after, value, onText, ...rest }: Text & InputHTMLAttributes<HTMLInputElement>) {
  const described = useDescribed({ hint, error });
  return (
    <Around id={described.id} field={{ label, hint, error, max, after }} length={value.length}>
      <input {...rest} {...described} value={value} maxLength={max} onChange={(event) => onText(event.target.value)} />
    </Around>
  );
}

/** Several lines; grows with what is typed. */
export function TextArea({ label, hint, error, max, after, value, onText, ...rest }: Text & TextareaHTMLAttributes<HTMLTextAreaElement>) {
  const described = useDescribed({ hint, error });
  return (
    <Around id={described.id} field={{ label, hint, error, max, after }} length={value.length}>
      <textarea rows={2} {...rest} {...described} value={value} maxLength={max} onChange={(event) => onText(event.target.value)} />
    </Around>
  );
}

/** A list of few words: the device's own control, which is the best one on a phone. */
export function SelectField<T extends string | number>({
  label,
  hint,
  error,
  value,
  options,
  text,
  onChoose,
  ...rest
}: Shared & { value: T; options: readonly T[]; text: (option: T) => string; onChoose: (option: T) => void } & Omit<
    SelectHTMLAttributes<HTMLSelectElement>,
    'value'
  >) {
  const described = useDescribed({ hint, error });
  return (
    <Around id={described.id} field={{ label, hint, error }} length={0}>
      <select
        {...rest}
        {...described}
        value={String(value)}
        onChange={(event) => {
          const chosen = options.find((option) => String(option) === event.target.value);
          if (chosen !== undefined) onChoose(chosen);
        }}
      >
        {options.map((option) => (
          <option key={option} value={String(option)}>
            {text(option)}
          </option>
        ))}
      </select>
    </Around>
  );
}
