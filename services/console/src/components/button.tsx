import { Button as AriaButton, type ButtonProps } from 'react-aria-components/Button';
import type { ReactNode } from 'react';

interface Props extends Omit<ButtonProps, 'className' | 'style' | 'children'> {
  look?: 'main' | 'plain' | 'quiet' | 'danger';
  icon?: ReactNode;
  children?: ReactNode;
  className?: string;
}

/** One button for the whole application: a verb, at least 44 px high. */
export function Button({ look = 'plain', icon, children, className = '', ...props }: Props) {
  return (
    <AriaButton className={`button ${look} ${className}`} {...props}>
      {icon}
      {children !== undefined && <span>{children}</span>}
    </AriaButton>
  );
}
