import { l10n } from 'vscode';
import type { StopRefusal } from '../../core/units/typedLines';
import { guardText } from '../ports/managerTexts';

/** Why no line about a unit is typed, and what to do instead, in a sentence or two. */
export function refusalText(refusal: StopRefusal): string {
  switch (refusal) {
    case 'network':
      return l10n.t('The network of this machine depends on it, and with it whoever works from elsewhere.');
    case 'containers':
      return l10n.t('It runs containers, and ports of theirs: stop the container that has the port.');
    case 'container':
      return l10n.t('It runs in a container: use the tools of the container’s engine.');
    case 'name':
      return l10n.t('Its name has characters that not all shells take as they are.');
    case 'ownUnit':
      return l10n.t('This window’s own programs run in it.');
    case 'scope':
      return l10n.t('It is a group of programs that nothing starts again, such as a user’s session.');
    case 'anotherUser':
      return l10n.t('It is another user’s own, and only that user’s systemd knows it.');
    default:
      return guardText(refusal);
  }
}
