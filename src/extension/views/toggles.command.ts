import type { BooleanSetting } from '../catalog/setting';
import { containersSettings } from '../containers/containers.contributions';
import type { Commands, Handler } from '../handlers';
import { setForUser } from '../settings';
import {
  listeningPortsCommands,
  listeningPortsSettings,
} from './listeningPorts/listeningPorts.contributions';
import { connectionsCommands, connectionsSettings } from './sockets/sockets.contributions';
import { markCommands, markSettings } from './marks.contributions';
import { statisticsCommands, statisticsSettings } from './statistics/statistics.contributions';

const { showUdp, hideUdp, showInside, hideInside } = listeningPortsCommands;
const { showListening, hideListening } = connectionsCommands;
const { showMarks, hideMarks } = markCommands;
const { showZeroCounters, hideZeroCounters } = statisticsCommands;

/** The commands that show and hide what a setting decides on. */
export const commands: Commands = () => [
  ...toggle(listeningPortsSettings.showUdp, showUdp, hideUdp),
  ...toggle(connectionsSettings.showListening, showListening, hideListening),
  ...toggle(containersSettings.showsInside, showInside, hideInside),
  ...toggle(markSettings.showMarks, showMarks, hideMarks),
  ...toggle(statisticsSettings.showZeroCounters, showZeroCounters, hideZeroCounters),
];

function toggle(setting: BooleanSetting, show: Handler[0], hide: Handler[0]): Handler[] {
  return [
    [show, () => setForUser(setting, true)],
    [hide, () => setForUser(setting, false)],
  ];
}
