import { useEffect, useState } from 'preact/hooks';

/** Whether the user, or VS Code's setting, wants nothing to move. */
export function useReducedMotion(): boolean {
  const [isReduced, setReduced] = useState(false);
  useEffect(() => {
    const query = matchMedia('(prefers-reduced-motion: reduce)');
    const look = (): void =>
      setReduced(query.matches || document.body.classList.contains('vscode-reduce-motion'));
    look();
    query.addEventListener('change', look);
    const observer = new MutationObserver(look);
    observer.observe(document.body, { attributes: true, attributeFilter: ['class'] });
    return () => {
      query.removeEventListener('change', look);
      observer.disconnect();
    };
  }, []);
  return isReduced;
}

/** Whether a key that is pressed there writes, or chooses from a list: the page's own keys leave it alone. */
export function isTextField(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLInputElement ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement ||
    (target instanceof HTMLElement && target.isContentEditable)
  );
}

/** Takes a key for the page: neither the browser nor VS Code does anything on it. */
export function take(event: Event): void {
  event.preventDefault();
  event.stopPropagation();
}
