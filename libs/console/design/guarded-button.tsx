import { Button, Tooltip, type ButtonProps } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Capability } from '../api/types.js';
import { useRefusal } from '../app/session.js';

interface GuardedButtonProps extends ButtonProps {
  readonly need?: Capability;
  /** Another reason for which the button cannot be used now. */
  readonly unavailable?: string | undefined;
  readonly onClick: () => void;
  readonly children: ReactNode;
}

/** A button that stays in reach of the keyboard and says why it cannot be used. */
export function GuardedButton({ need = 'manage', unavailable, onClick, ...rest }: GuardedButtonProps) {
  const reason = useRefusal(need) ?? unavailable;
  if (reason === undefined) return <Button onClick={onClick} {...rest} />;
  return (
    <Tooltip label={reason}>
      <Button
        {...rest}
        data-disabled
        aria-disabled
        onClick={(event) => {
          event.preventDefault();
        }}
        title={undefined}
        aria-description={reason}
      />
    </Tooltip>
  );
}
