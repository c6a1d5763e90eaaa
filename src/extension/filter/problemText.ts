import { l10n } from 'vscode';
import type { FilterError } from '../../core/query/filter/filter';
import { clean, shorten } from '../../core/text/clean';

/** What is wrong with an expression, where, and what would be right. */
export function problemText(error: FilterError): string {
  return l10n.t('Character {0}: {1}', error.offset + 1, reasonOf(error));
}

function reasonOf(error: FilterError): string {
  switch (error.code) {
    case 'tooLong':
      return l10n.t('a filter has at most {0} characters.', error.most);
    case 'controlCharacter':
      return l10n.t('control characters cannot be searched for.');
    case 'openQuote':
      return l10n.t('the quotation mark is not closed.');
    case 'emptyWord':
      return l10n.t('there is nothing between the quotation marks.');
    case 'nothingExcluded':
      return l10n.t('the minus stands alone. What is to be left out follows it without a space.');
    case 'doubleMinus':
      return l10n.t('one minus is enough. To search for one, put quotation marks around it.');
    case 'unknownKey':
      return l10n.t(
        'there is no key "{0}". To search for the text, put quotation marks around it.',
        textOf(error.key),
      );
    case 'missingValue':
      return l10n.t('a value of "{0}" is missing.', error.key);
    case 'unexpectedValue':
      return l10n.t('"{0}:" stands alone, without a value.', error.key);
    case 'badNumber':
      return l10n.t(
        '"{0}" is no number up to {1}, and no range such as 1000-1999.',
        textOf(error.value),
        error.most,
      );
    case 'backwardRange':
      return l10n.t('the range {0}-{1} ends before it begins.', error.first, error.last);
    case 'badAddress':
      return l10n.t(
        '"{0}" is no address such as 10.1.2.3, 10.1, 10.0.0.0/8, ::1 or localhost.',
        textOf(error.value),
      );
    case 'badPrefixLength':
      return l10n.t('after the slash belongs a number from 0 to {0}.', error.most);
    case 'unknownState':
      return l10n.t('"{0}" is no state such as listen, established or time_wait.', textOf(error.value));
    case 'unknownProtocol':
      return l10n.t('"{0}" is no protocol such as tcp, udp6 or unix.', textOf(error.value));
    case 'unknownKnowledge':
      return l10n.t(
        '"{0}" is none of proven, likely and unknown. A user is found with user:, a program with process:.',
        textOf(error.value),
      );
    case 'oneSpan':
      return l10n.t(
        '"{0}:" takes one value, and no minus before it. The past until then is written between:1d-10m.',
        error.key,
      );
    case 'badMoment':
      return badMomentText(error.value);
    case 'badSpan':
      return l10n.t(
        '"{0}" is no span such as 14:00-14:10, 2h-1h or 2026-11-26-2026-11-27.',
        textOf(error.value),
      );
    case 'backwardSpan':
      return l10n.t('the span {0} ends before it begins.', textOf(error.value));
  }
}

/** What is wrong with a text that is to be a moment. */
export function badMomentText(value: string): string {
  return l10n.t(
    '"{0}" is no time such as 10m, 1h30m, 14:00, 14:00:30, 2026-11-27 or 2026-11-27T14:00.',
    textOf(value),
  );
}

function textOf(value: string): string {
  return shorten(clean(value), 40);
}
