import type { ProcessOwner } from '../model/process';
import { calledBy, isPackaged, scriptIn, wordsOf } from './programIdentity';

/**
 * Why ending a process is never the answer to a port in use, though it may serve the port itself:
 * - `login`: users are logged in through it from other machines
 * - `machine`: it starts and supervises what runs here
 * - `session`: the desktop, or the user's session, ends with it
 * - `editor`: VS Code, its server or a part of them, of whatever window; the asking window's own is known by pid
 */
export type Guard = 'login' | 'machine' | 'session' | 'editor';

/**
 * By file name, or by `comm`, which is cut to 15 bytes. A star at the end stands for more letters, where a family of
 * programs shares what is before it.
 */
const PROGRAMS: Readonly<Record<Guard, readonly string[]>> = {
  login: wordsIn('sshd sshd-session sshd-auth dropbear tailscaled xrdp xrdp-sesman'),
  machine: wordsIn(
    'init systemd systemd-* (sd-pam) openrc openrc-init runit runsvdir s6-svscan elogind login polkitd NetworkManager',
  ),
  session: wordsIn(
    // GNOME and its kin
    'gnome-session gnome-session-* gnome-shell gnome-shell-* gnome-keyring-daemon gnome-remote-desktop-daemon',
    'gnome-settings-daemon gsd-* mutter mutter-x11-frames cinnamon cinnamon-session cinnamon-session-*',
    'mate-session marco budgie-wm budgie-panel budgie-daemon budgie-desktop',
    // KDE Plasma
    'kwin kwin_x11 kwin_wayland kwin_wayland_wrapper plasmashell plasma_session startplasma-x11 startplasma-wayland',
    'ksmserver kded4 kded5 kded6',
    // other desktops and compositors
    'xfce4-session xfwm4 xfdesktop lxsession lxqt-session cosmic-session cosmic-comp cosmic-panel cosmic-bg',
    'cosmic-osd cosmic-greeter cosmic-greeter-daemon cosmic-idle cosmic-notifications cosmic-settings-daemon',
    'weston weston-* sway Hyprland wayfire labwc river niri i3 openbox seatd',
    // displays, and who logs in at them
    'X Xorg Xorg.bin Xorg.wrap Xwayland Xvnc Xtigervnc Xvfb x11vnc',
    'gdm gdm3 gdm-session-worker gdm-x-session gdm-wayland-session gdm-launch-environment',
    'sddm sddm-helper sddm-greeter sddm-greeter-qt6 lightdm lightdm-gtk-greeter lxdm lxdm-binary greetd xdm kdm',
    // what all of them talk through
    'dbus-daemon dbus-broker dbus-broker-launch at-spi-bus-launcher at-spi2-registryd xdg-desktop-portal',
    'xdg-desktop-portal-* xdg-document-portal xdg-permission-store xdg-dbus-proxy',
    'pipewire pipewire-* wireplumber pulseaudio',
  ),
  editor: wordsIn(
    'code code-insiders code-oss code-server code-tunnel code-tunnel-insiders',
    'codium codium-insiders codium-server codium-tunnel vscodium cursor windsurf',
  ),
};

/**
 * The scripts of VS Code's server and of all its processes (extension hosts, terminals, watchers), that Node runs:
 * `…/out/server-main.js`, and `…/out/bootstrap-fork --type=…`. VS Code passes whole paths.
 */
const EDITOR_SCRIPT = /^(\/(?:.*\/)?)out\/(server-main|bootstrap-fork)(?:\.js)?$/;

/** code-server has a script of its own before them, and is started as its folder or as a link of that name. */
const CODE_SERVER = /^\/(?:.*\/)?code-server(?:\/out\/node\/entry(?:\.js)?)?$/;

/**
 * Where packages, vendors' archives and images put VS Code and its kin. Images of containers have users' own programs in
 * /app, /opt and /usr/src.
 */
const EDITOR_FOLDERS: readonly RegExp[] = [
  /^\/(?:usr\/(?:s?bin|lib\w*|share)|snap|nix\/store|app\/(?:extra|share|lib)|tmp\/\.mount_[^/]+)\//,
  /^\/opt\/[^/]*(?:code|codium|cursor|windsurf)[^/]*\//i,
  /\/VSCode-linux-\w+\/[^/]+$/,
];

/** What Chromium calls the processes below its first one, each of which is told so. */
const CHROMIUM_TYPE = /^--type=(?:zygote|utility|renderer|gpu-process|broker|ppapi)$/;

/** What the command line of VS Code does that is a program of its own, https://code.visualstudio.com/docs/remote/tunnels. */
const CLI_COMMANDS: ReadonlySet<string> = new Set(['tunnel', 'serve-web', 'command-shell']);

/** VS Code's executable is a Node too (ELECTRON_RUN_AS_NODE): it then runs a script of anybody's. */
const SCRIPT = /\.[cm]?[jt]s$/;
const CODE_IN_ARGUMENTS = /^(?:-[ep]|-pe|--eval|--print)$/;

/** Bytes that the kernel keeps of a `comm` (TASK_COMM_LEN without its NUL). */
const LONGEST_COMM = 15;

/** What guards a process; nothing for ordinary ones. Executables decide, names where those may not be read. */
export function guardOf(process: ProcessOwner): Guard | undefined {
  if (process.pid === 1) return 'machine';
  if (isEditorScript(process)) return 'editor';
  const { executable } = process;
  const { names, isSure } = calledBy(process);
  const guard = GUARDS.find((each) => names.some((name) => isOneOf(PROGRAMS[each], name, !isSure)));
  if (guard === 'editor') return isEditor(process) ? guard : undefined;
  // The machine and its desktops run what distributions brought: what users built is theirs, whatever its name.
  const isBrought = executable === undefined || isPackaged(executable);
  return guard === 'login' || isBrought ? guard : undefined;
}

/**
 * What guards a program by its name alone, where nobody may look into its process; who only has such a name is guarded too.
 * @param mayBeCut whether the name may be a `comm`
 */
export function guardOfName(name: string, mayBeCut: boolean): Guard | undefined {
  return GUARDS.find((guard) => isOneOf(PROGRAMS[guard], name, mayBeCut));
}

/** Whether Node runs a part of VS Code's server: the names of its scripts are anybody's, and so are asked for more. */
function isEditorScript({ executable, commandLine }: ProcessOwner): boolean {
  const { script = '' } = scriptIn(commandLine);
  if (CODE_SERVER.test(script)) return true;
  const [, folder = '', name] = EDITOR_SCRIPT.exec(script) ?? [];
  if (name === undefined) return false;
  // The server brings its own Node, which lies above its scripts, and tells each process what it is.
  const nodes = executable?.slice(0, executable.lastIndexOf('/') + 1);
  return (
    nodes === undefined || folder.startsWith(nodes) || (name === 'bootstrap-fork' && hasType(commandLine))
  );
}

function hasType(commandLine: readonly string[]): boolean {
  return wordsOf(commandLine).some((word) => word.startsWith('--type='));
}

/**
 * Whether a program that has the name of VS Code's, or of one of its kin, is it. Any program may be called so: it has to
 * lie where they are installed, or to be told what only they are. Who may not read what it runs may not signal it
 * either, nearly always, and has its name alone to go by.
 */
function isEditor({ executable, commandLine }: ProcessOwner): boolean {
  const { options, script = '' } = scriptIn(commandLine);
  if (SCRIPT.test(script) || options.some((option) => CODE_IN_ARGUMENTS.test(option))) return false;
  if (executable === undefined || EDITOR_FOLDERS.some((folder) => folder.test(executable))) return true;
  return wordsOf(commandLine).some((word) => CHROMIUM_TYPE.test(word)) || CLI_COMMANDS.has(script);
}

const GUARDS = Object.keys(PROGRAMS) as readonly Guard[];

/**
 * Whether the name is in such a list, where a star stands for more letters.
 * @param mayBeCut whether the name may be a `comm`
 */
export function isOneOf(programs: readonly string[], name: string, mayBeCut: boolean): boolean {
  return programs.some((program) => {
    if (program.endsWith('*')) return name.length >= program.length && name.startsWith(program.slice(0, -1));
    return name === program || (mayBeCut && name.length === LONGEST_COMM && program.startsWith(name));
  });
}

/** The names of such a list, written in lines with blanks between them. */
export function wordsIn(...lines: readonly string[]): readonly string[] {
  return lines.flatMap((line) => line.split(' '));
}
