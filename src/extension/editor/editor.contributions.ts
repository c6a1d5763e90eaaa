import { choiceSetting, settingsGroup } from '../catalog/setting';

export const editorGroup = settingsGroup({ name: 'editor', title: 'Ports in Files', order: 8 });

/** Ports that files name. */
export const editorSettings = {
  editorHints: choiceSetting('netstat.editorHints', {
    group: editorGroup,
    order: 1,
    scope: 'language-overridable',
    values: {
      on: 'Ports in sight are looked up, and followed while they are in sight.',
      off: 'Files are left as they are, and nothing is looked up for them.',
    },
    default: 'on',
    text: 'Whether ports that a file names show who listens on them, behind the port and when the mouse rests on it: `PORT=3000` is followed by `○ free`, by `● yours: vite · shop · 4242` (what this window runs, and its process id) or by `▲ taken: redis · 812` (what somebody else runs). A port of a Compose file for which `docker compose up` will fail is marked. Environment and Compose files, Dockerfiles, scripts, nginx configuration and source code are understood. A language can have a value of its own: `"[python]": { "netstat.editorHints": "off" }`.',
  }),
};

/** Commands of links alone, which no menu offers. */
export const linkCommands = {
  actOnPort: 'netstat.actOnPort',
  actOnContainer: 'netstat.actOnContainer',
  /** With a port, and where a file names it the place: line, first column and last. */
  useFreePort: 'netstat.writeFreePort',
} as const;
