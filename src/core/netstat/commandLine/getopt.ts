import type { ByteText } from '../context/environment';
import {
  LONG_OPTIONS,
  type LongOption,
  OWN_OPTIONS,
  SHORT_OPTIONS,
  SHORT_WITH_ARGUMENT,
} from './optionTable';

/** One step of the command line: an option with its argument, or what is wrong with it. */
export type Argument =
  | { readonly kind: 'option'; readonly code: string; readonly name: string; readonly value: ByteText }
  | { readonly kind: 'error'; readonly message: ByteText };

/**
 * Goes through the arguments as GNU getopt_long does (getopt(3)): options and operands may be mixed, operands are
 * skipped, `--` ends the options, and so does the first operand where `posixlyCorrect`.
 */
export function* walkArguments(
  args: readonly ByteText[],
  posixlyCorrect: boolean,
): Generator<Argument, void, undefined> {
  const rest = args[Symbol.iterator]();
  for (const arg of rest) {
    if (arg === '--') return;
    if (arg.startsWith('--')) {
      yield longOption(arg.slice(2), rest);
    } else if (arg.startsWith('-') && arg !== '-') {
      yield* shortOptions(arg.slice(1), rest);
    } else if (posixlyCorrect) {
      return;
    }
  }
}

function* shortOptions(letters: ByteText, rest: Iterator<ByteText>): Generator<Argument, void, undefined> {
  for (let i = 0; i < letters.length; i++) {
    const letter = letters.charAt(i);
    if (!SHORT_OPTIONS.includes(letter)) {
      yield { kind: 'error', message: `invalid option -- '${letter}'` };
    } else if (letter === SHORT_WITH_ARGUMENT) {
      const attached = letters.slice(i + 1);
      const value = attached === '' ? next(rest) : attached;
      if (value === undefined) yield { kind: 'error', message: `option requires an argument -- '${letter}'` };
      else yield { kind: 'option', code: letter, name: letter, value };
      return;
    } else {
      yield { kind: 'option', code: letter, name: letter, value: '' };
    }
  }
}

function longOption(text: ByteText, rest: Iterator<ByteText>): Argument {
  const equals = text.indexOf('=');
  const name = equals === -1 ? text : text.slice(0, equals);
  const found = findLong(name);
  if (found.length === 0) return { kind: 'error', message: `unrecognized option '--${text}'` };
  const [option, ...others] = found as [LongOption, ...LongOption[]];
  if (others.length > 0) {
    const names = found.map((each) => `'--${each.name}'`).join(' ');
    return { kind: 'error', message: `option '--${text}' is ambiguous; possibilities: ${names}` };
  }
  if (!option.hasArgument) {
    if (equals !== -1) {
      return { kind: 'error', message: `option '--${option.name}' doesn't allow an argument` };
    }
    return { kind: 'option', code: option.code, name: option.name, value: '' };
  }
  const value = equals !== -1 ? text.slice(equals + 1) : option.isOptional === true ? '' : next(rest);
  if (value === undefined) {
    return { kind: 'error', message: `option '--${option.name}' requires an argument` };
  }
  return { kind: 'option', code: option.code, name: option.name, value };
}

/** The options meant: an exact match alone, or the first with this beginning and those of another code. */
function findLong(name: ByteText): LongOption[] {
  const exact = [...LONG_OPTIONS, ...OWN_OPTIONS].find((option) => option.name === name);
  if (exact !== undefined) return [exact];
  const matches = LONG_OPTIONS.filter((option) => option.name.startsWith(name));
  return matches.filter((option, index) => index === 0 || option.code !== matches[0]?.code);
}

function next(rest: Iterator<ByteText>): ByteText | undefined {
  const step = rest.next();
  return step.done === true ? undefined : step.value;
}
