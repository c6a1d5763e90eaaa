import type { JSX, RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Completion, PageMessage } from '../../core/traffic/messages';
import { Icon } from '../icon';
import { t } from '../l10n';
import { take } from '../traffic/elements';

/** Milliseconds after the last key before the views follow. */
const TYPED_AFTER = 120;

const LIST = 'filter-completions';

interface FilterInputProps {
  readonly input: RefObject<HTMLInputElement | null>;
  readonly text: string;
  readonly problem: string;
  readonly completions: { readonly request: number; readonly items: readonly Completion[] };
  readonly onText: (text: string) => void;
  readonly post: (message: PageMessage) => void;
}

/** The filter of the product, with what it can be completed with below it, and what is wrong with it. */
export function FilterInput({
  input,
  text,
  problem,
  completions,
  onText,
  post,
}: FilterInputProps): JSX.Element {
  const [isOpen, setOpen] = useState(false);
  const [chosen, setChosen] = useState(-1);
  const request = useRef(0);
  const timer = useRef(0);
  useLayoutEffect(() => setChosen(-1), [completions]);
  const items = isOpen && completions.request === request.current ? completions.items : [];

  const complete = (): void => {
    const field = input.current;
    if (field === null) return;
    setOpen(true);
    post({
      kind: 'complete',
      text: field.value,
      caret: field.selectionStart ?? field.value.length,
      request: ++request.current,
    });
  };
  const write = (next: string, isFinal: boolean): void => {
    clearTimeout(timer.current);
    onText(next);
    if (isFinal) post({ kind: 'filter', text: next, isFinal });
    else timer.current = setTimeout(() => post({ kind: 'filter', text: next, isFinal }), TYPED_AFTER);
  };
  const accept = ({ text: completed, caret }: Completion): void => {
    write(completed, false);
    const field = input.current;
    if (field === null) return;
    field.value = completed;
    field.focus();
    field.setSelectionRange(caret, caret);
    complete();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const { key } = event;
    const count = items.length;
    if (count > 0 && (key === 'ArrowDown' || key === 'ArrowUp')) {
      const step = key === 'ArrowDown' ? 1 : -1;
      setChosen((now) => (now < 0 && step < 0 ? count - 1 : (now + step + count) % count));
    } else if (key === 'ArrowDown') complete();
    else if (key === 'Tab' && !event.shiftKey && chosen >= 0 && items[chosen]) accept(items[chosen]);
    else if (key === 'Enter' && items[chosen]) accept(items[chosen]);
    else if (key === 'Enter') {
      setOpen(false);
      write(event.currentTarget instanceof HTMLInputElement ? event.currentTarget.value : text, true);
    } else if (key === 'Escape' && count > 0) setOpen(false);
    else if (key === 'Escape' && text !== '') write('', true);
    else return;
    take(event);
  };
  return (
    <div class={`filter ${problem === '' ? '' : 'has-problem'}`}>
      <input
        ref={input}
        type="text"
        role="combobox"
        spellcheck={false}
        autocomplete="off"
        aria-label={t('Filter')}
        aria-autocomplete="list"
        aria-expanded={items.length > 0}
        aria-controls={LIST}
        aria-activedescendant={items[chosen] ? `${LIST}-${chosen}` : undefined}
        aria-invalid={problem !== ''}
        aria-describedby={problem === '' ? undefined : 'filter-problem'}
        placeholder={t('Filter, for example process:node port:443')}
        value={text}
        onInput={({ currentTarget }) => {
          write(currentTarget.value, false);
          complete();
        }}
        onKeyDown={onKeyDown}
        onBlur={({ currentTarget }) => {
          setOpen(false);
          if (currentTarget.value !== '') write(currentTarget.value, true);
        }}
      />
      {text !== '' && (
        <button
          type="button"
          class="action"
          title={t('Clear Filter')}
          aria-label={t('Clear Filter')}
          onClick={() => {
            write('', true);
            input.current?.focus();
          }}
        >
          <Icon name="close" />
        </button>
      )}
      <div class="filter-below">
        {problem !== '' && (
          <div id="filter-problem" class="filter-problem" role="alert">
            {problem}
          </div>
        )}
        <div
          id={LIST}
          class="completions"
          role="listbox"
          aria-label={t('Completions')}
          hidden={items.length === 0}
        >
          {items.map((item, index) => (
            <div
              key={item.text}
              id={`${LIST}-${index}`}
              role="option"
              aria-selected={index === chosen}
              class="completion"
              ref={(element) => {
                if (index === chosen) element?.scrollIntoView({ block: 'nearest' });
              }}
              onPointerDown={(event) => {
                event.preventDefault();
                accept(item);
              }}
            >
              <span>{item.label}</span>
              <span class="description">{item.description}</span>
            </div>
          ))}
        </div>
      </div>
    </div>
  );
}
