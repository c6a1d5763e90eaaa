import { viewCommand } from '../catalog/command';
import { listeningPortsView } from './listeningPorts/listeningPorts.contributions';

/** How the views of sockets can be grouped and sorted; the first is what they begin with. */
export const arrangements = {
  listeningPorts: {
    groupBy: ['auto', 'none', 'process', 'unit', 'container', 'project', 'address', 'user', 'folder'],
    sortBy: ['port', 'process', 'address'],
  },
  connections: {
    groupBy: [
      'process',
      'unit',
      'container',
      'project',
      'namespace',
      'state',
      'foreignHost',
      'localPort',
      'protocol',
      'user',
      'none',
    ],
    sortBy: ['foreignAddress', 'localPort', 'state', 'queues'],
  },
  unixSockets: {
    groupBy: ['process', 'unit', 'container', 'project', 'namespace', 'path', 'state', 'user', 'none'],
    sortBy: ['path', 'inode', 'state'],
  },
} as const;

/** Asking how a view is grouped and sorted. */
export const arrangeCommand = viewCommand({
  views: 'arranged',
  name: 'arrange',
  title: ({ name }) => `Group and Sort ${name}…`,
  icon: '$(list-tree)',
  group: ({ id }) => (id === listeningPortsView.id ? '2_arrange@1' : 'navigation@1'),
});
