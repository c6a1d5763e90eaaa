import { l10n } from 'vscode';
import type { LikelyOwner } from '../../core/model/likelyOwner';
import type { Membership } from '../../core/model/membership';
import type { Ownership, Snapshot } from '../../core/model/snapshot';
import { unitText, unescapedUnit } from '../../core/units/unitName';
import { reasonsText } from '../describe';
import { agoAndWhen, startedAt } from '../started';
import { type Field, field } from '../views/tooltip';
import { likelyProcess, likelyText, likelyUnit, type Users } from './likelyTexts';

/** What is said of a socket where no owner is known: who likely has it, with the evidence, and why it is not known. */
export function unknownFields(
  { reasons, likelyOwner }: Pick<Ownership, 'reasons' | 'likelyOwner'>,
  users: Users,
): Field[] {
  return [
    ...(likelyOwner === undefined ? [] : [field('', likelyText(likelyOwner, users))]),
    ...(reasons.length > 0 ? [field('', reasonsText(reasons))] : []),
  ];
}

/** Everything that is known of an owner that is likely, but for the evidence. */
export function likelyFields(owner: LikelyOwner, snapshot: Snapshot | undefined): Field[] {
  const { unit, service, count, processes } = owner;
  const [process] = processes;
  const began = process && startedAt(snapshot, process.startTime);
  return [
    field(
      unit === undefined ? l10n.t('Likely container') : l10n.t('Likely unit'),
      likelyUnit(owner, snapshot),
    ),
    ...(service === undefined ? [] : [field(l10n.t('Service it is for'), unitText(service))]),
    ...(process === undefined
      ? []
      : [field(l10n.t('Likely process'), l10n.t('{0} (pid {1})', likelyProcess(owner) ?? '', process.pid))]),
    ...(began === undefined ? [] : [field(l10n.t('Process started'), agoAndWhen(began))]),
    field(l10n.t('Processes in it'), String(count)),
  ];
}

/** The unit and the container that a process is known to run in: the unit is what one starts again. */
export function membershipFields({ unit, isUserUnit, container }: Membership): Field[] {
  const manager = isUserUnit === true ? l10n.t('systemd unit of the user') : l10n.t('systemd unit');
  return [
    ...(unit === undefined ? [] : [field(manager, unescapedUnit(unit))]),
    ...(container === undefined
      ? []
      : [field(l10n.t('Container'), l10n.t('{0} ({1})', container.id, container.runtime))]),
  ];
}
