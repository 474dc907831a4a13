import { useId } from 'react';
import { Checkbox, CheckboxGroup } from 'react-aria-components/CheckboxGroup';
import { Label } from 'react-aria-components/Label';
import { Radio, RadioGroup } from 'react-aria-components/RadioGroup';

interface Props<T extends string> {
  label: string;
  options: readonly T[];
  text: (option: T) => string;
  error?: string;
  hideLabel?: boolean;
}

/** Choose one: chips that are radio buttons, so arrows and screen readers work as everywhere. */
export function ChooseOne<T extends string>({
  value,
  onChange,
  note,
  ...props
}: Props<T> & { value: T | undefined; onChange: (option: T) => void; note?: string }) {
  const noteId = useId();
  return (
    <RadioGroup
      className="choices"
      value={value ?? null}
      onChange={(option) => onChange(option as T)}
      isInvalid={props.error !== undefined}
      aria-describedby={note || props.error ? noteId : undefined}
    >
      <Label className={props.hideLabel ? 'sr-only' : 'label'}>{props.label}</Label>
      <div className="chips">
        {props.options.map((option) => (
          <Radio key={option} value={option} className="choice">
            {props.text(option)}
          </Radio>
        ))}
      </div>
      <p id={noteId} className={props.error ? 'error' : 'hint'} hidden={!props.error && !note}>
        {props.error ?? note}
      </p>
    </RadioGroup>
  );
}

/** Choose any number. */
export function ChooseSome<T extends string>({
  value,
  onChange,
  ...props
}: Props<T> & { value: readonly T[]; onChange: (options: T[]) => void }) {
  return (
    <CheckboxGroup
      className="choices"
      value={[...value]}
      onChange={(options) => onChange(options as T[])}
      isInvalid={props.error !== undefined}
    >
      <Label className={props.hideLabel ? 'sr-only' : 'label'}>{props.label}</Label>
      <div className="chips">
        {props.options.map((option) => (
          <Checkbox key={option} value={option} className="choice">
            {props.text(option)}
          </Checkbox>
        ))}
      </div>
      {props.error && <p className="error">{props.error}</p>}
    </CheckboxGroup>
  );
}
