import type { ButtonHTMLAttributes, ReactNode } from 'react';

interface Props extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'onClick' | 'disabled'> {
  look?: 'main' | 'plain' | 'quiet' | 'danger';
  icon?: ReactNode;
  onPress?: () => void;
  isDisabled?: boolean;
}

/** One button for the whole application: a verb, at least 44 px high. The browser's own, which every device knows how to press. */
export function Button({ look = 'plain', icon, children, className = '', onPress, isDisabled, type = 'button', ...props }: Props) {
  return (
    <button type={type} className={`button ${look} ${className}`} disabled={isDisabled} onClick={onPress && (() => onPress())} {...props}>
      {icon}
      {children !== undefined && <span>{children}</span>}
    </button>
  );
}
