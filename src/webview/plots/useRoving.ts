import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

/**
 * Makes one tab stop of the buttons in an element, as toolbars have it (WAI-ARIA Authoring Practices, "toolbar"): arrow keys,
 * Home and End move between them.
 * @param key changes where there are other buttons
 */
export function useRoving(
  element: RefObject<HTMLElement | null>,
  key: string,
): { readonly onKeyDown: (event: KeyboardEvent) => void; readonly onFocusIn: (event: FocusEvent) => void } {
  const current = useRef<Element | undefined>(undefined);
  const buttons = (): HTMLButtonElement[] => [...(element.current?.querySelectorAll('button') ?? [])];
  const update = (): void => {
    const all = buttons();
    const stop = all.find((button) => button === current.current) ?? all[0];
    for (const button of all) button.tabIndex = button === stop ? 0 : -1;
  };
  useLayoutEffect(update, [key]);
  return {
    onFocusIn: ({ target }) => {
      if (target instanceof HTMLButtonElement) current.current = target;
      update();
    },
    onKeyDown: (event) => {
      const all = buttons();
      const now = all.findIndex((button) => button === document.activeElement);
      const to = { ArrowLeft: now - 1, ArrowRight: now + 1, Home: 0, End: all.length - 1 }[event.key];
      if (now === -1 || to === undefined) return;
      all[(to + all.length) % all.length]?.focus();
      event.preventDefault();
      event.stopPropagation();
    },
  };
}
