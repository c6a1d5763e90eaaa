import { booleanSetting, choiceOrListSetting, settingsGroup } from '../catalog/setting';

export const containersGroup = settingsGroup({ name: 'containers', title: 'Containers', order: 10 });

/** Which container engines are asked, and what that may lead to. */
export const containersSettings = {
  engines: choiceOrListSetting('netstat.containers.engines', {
    group: containersGroup,
    order: 1,
    scope: 'machine',
    default: 'auto',
    values: {
      auto: 'Docker and Podman are asked where they run and their sockets may be opened.',
      off: 'No engine is asked. Containers are told by what /proc shows: mostly by their short ids.',
    },
    maxItems: 20,
    maxLength: 4096,
    text: 'Which container engines are asked for the names, images and ports of containers: those that are found, none, or those behind the sockets listed (`/run/podman/podman.sock`, `unix:///var/run/docker.sock`). They are only read, and only while something that names containers is shown or asked for; an engine that does not run is not started. Nothing but **Stop Container** changes a container.',
  }),
  startsPodman: booleanSetting('netstat.containers.startsPodman', {
    group: containersGroup,
    order: 2,
    scope: 'machine',
    default: false,
    text: "Whether asking may have systemd start Podman's service, for users whose containers run. Podman has no service that always runs: without this its containers are told by what /proc shows, which has their names but not their images.",
  }),
  showsInside: booleanSetting('netstat.containers.showsInside', {
    group: containersGroup,
    order: 3,
    scope: 'window',
    default: false,
    text: 'Whether *Listening Ports* has a group *Inside containers* at its end: the ports that programs in containers listen on and that no container publishes. The sockets of containers are read for it while the view is in sight.',
  }),
};
