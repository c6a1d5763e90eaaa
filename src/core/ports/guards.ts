import type { ProcessOwner } from '../model/process';
import { calledBy, wordsOf } from './process';

/**
 * Why ending a process is never the answer to a port in use, though it may serve the port itself:
 * - `login`: users are logged in through it from other machines
 * - `machine`: it starts and supervises what runs here
 * - `session`: the desktop, or the user's session, ends with it
 * - `editor`: VS Code, its server or a part of them
 */
export type Guard = 'login' | 'machine' | 'session' | 'editor';

/** By file name, or by `comm`, which is cut to 15 bytes. */
const PROGRAMS: readonly (readonly [Guard, RegExp])[] = [
  ['login', /^(?:sshd(?:-session|-auth)?|dropbear|tailscaled|xrdp(?:-sesman)?)$/],
  [
    'machine',
    /^(?:init|systemd(?:-.*)?|\(sd-pam\)|openrc(?:-init)?|runit|runsvdir|s6-svscan|elogind|login|polkitd|NetworkManager)$/,
  ],
  ['session', /^(?:gnome-(?:session|shell|keyring|remote|settings)|gdm|sddm|lightdm|lxdm|greetd|xdm$|kdm$)/],
  ['session', /^(?:X|Xorg(?:\..*)?|Xwayland|Xvnc|Xtigervnc|Xvfb|x11vnc|gsd-.*|mutter.*|seatd|weston.*)$/],
  ['session', /^(?:kwin|plasma|ksmserver|kded|startplasma|dbus-daemon|dbus-broker|at-spi|xdg-|cosmic-)/],
  ['session', /^(?:xfce4-session|xfwm4|xfdesktop|cinnamon|mate-session|marco|lx(?:qt-)?session|budgie-)/],
  ['session', /^(?:sway|Hyprland|wayfire|labwc|river|niri|i3|openbox|pipewire.*|wireplumber|pulseaudio)$/],
  ['editor', /^(?:code(?:-insiders|-oss|-server|-tunnel.*)?|codium(?:-.*)?|vscodium|cursor|windsurf)$/],
];

/** Arguments of VS Code's own processes that Node runs: server, extension hosts, hosts of terminals, watchers. */
const EDITOR_ARGUMENT =
  /\/(?:server-main|bootstrap-fork)(?:\.js)?$|\/code-server(?:\/out\/node\/entry)?$|^--type=(?:extensionHost|ptyHost|fileWatcher|agentHost)$/;

/** VS Code's executable is a Node too (ELECTRON_RUN_AS_NODE): it then runs a script of anybody's. */
const SCRIPT = /^(?:-[ep]|--eval|--print)$|\.[cm]?js$/;

/** What guards a process; nothing for ordinary ones. Executables decide, names where those may not be read. */
export function guardOf(process: ProcessOwner): Guard | undefined {
  if (process.pid === 1) return 'machine';
  const { names } = calledBy(process);
  const [guard] = PROGRAMS.find(([, pattern]) => names.some((name) => pattern.test(name))) ?? [];
  const words = wordsOf(process.commandLine);
  if (words.some((word) => EDITOR_ARGUMENT.test(word))) return 'editor';
  return guard === 'editor' && words[0] !== undefined && SCRIPT.test(words[0]) ? undefined : guard;
}
