import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { Icon } from '../icon';
import { take } from '../traffic/elements';

/** An entry of a menu, or a line between entries. */
export type MenuEntry =
  | {
      readonly label: string;
      readonly isChecked?: boolean;
      readonly isDisabled?: boolean;
      readonly run: () => void;
    }
  | 'line';

export interface MenuProps {
  readonly label: string;
  readonly entries: readonly MenuEntry[];
  /** Where its corner is, in pixels of the window; it is moved so that it stays inside. */
  readonly at: { readonly x: number; readonly y: number };
  /** @param isChosen whether an entry was chosen, and the menu need not give the focus back */
  readonly onClose: (isChosen: boolean) => void;
}

/** A menu as VS Code draws its own. Entries that are checked leave it open, so that several can be chosen. */
export function Menu({ label, entries, at, onClose }: MenuProps): JSX.Element {
  const menu = useRef<HTMLDivElement>(null);
  const items = (): HTMLElement[] => [
    ...(menu.current?.querySelectorAll<HTMLElement>('[role^=menuitem]') ?? []),
  ];
  useLayoutEffect(() => {
    const { current } = menu;
    if (current === null) return;
    const { width, height } = current.getBoundingClientRect();
    items()[0]?.focus();
    current.style.left = `${Math.max(0, Math.min(at.x, window.innerWidth - width - 4))}px`;
    current.style.top = `${Math.max(0, Math.min(at.y, window.innerHeight - height - 4))}px`;
  }, [at.x, at.y]);
  useEffect(() => {
    const outside = ({ target }: Event): void => {
      if (target instanceof Node && !menu.current?.contains(target)) onClose(true);
    };
    const away = (): void => onClose(true);
    document.addEventListener('pointerdown', outside, true);
    window.addEventListener('blur', away);
    return () => {
      document.removeEventListener('pointerdown', outside, true);
      window.removeEventListener('blur', away);
    };
  }, []);
  const move = (step: (at: number, count: number) => number): void => {
    const all = items();
    const now = all.indexOf(document.activeElement as HTMLElement);
    all[(step(now, all.length) + all.length) % all.length]?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    switch (event.key) {
      case 'ArrowDown':
        move((now) => now + 1);
        break;
      case 'ArrowUp':
        move((now) => now - 1);
        break;
      case 'Home':
        move(() => 0);
        break;
      case 'End':
        move((_, count) => count - 1);
        break;
      case 'Escape':
      case 'Tab':
        onClose(false);
        break;
      case 'Enter':
      case ' ':
        (document.activeElement as HTMLElement).click();
        break;
      default:
        return;
    }
    take(event);
  };
  return (
    <div ref={menu} class="menu" role="menu" aria-label={label} tabIndex={-1} onKeyDown={onKeyDown}>
      {entries.map((entry, index) =>
        entry === 'line' ? (
          <div key={index} class="menu-line" role="separator" />
        ) : (
          <div
            key={index}
            class="menu-item"
            role={entry.isChecked === undefined ? 'menuitem' : 'menuitemcheckbox'}
            aria-checked={entry.isChecked}
            aria-disabled={entry.isDisabled}
            tabIndex={-1}
            onPointerEnter={({ currentTarget }) => currentTarget.focus()}
            onClick={() => {
              if (entry.isDisabled) return;
              if (entry.isChecked === undefined) onClose(true);
              entry.run();
            }}
          >
            <span class="menu-check">{entry.isChecked && <Icon name="check" />}</span>
            {entry.label}
          </div>
        ),
      )}
    </div>
  );
}
