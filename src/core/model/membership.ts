/** What manages a process, as its control group tells. */
export interface Membership {
  /**
   * The systemd unit it runs in: "nginx.service", "session-3.scope", escaped as systemd does; `unitText` (core/units/unitName)
   * is for showing.
   */
  readonly unit?: string;
  /** Whether the unit is one of a user's own manager (systemctl --user). */
  readonly isUserUnit?: boolean;
  readonly container?: Container;
}

/** A container as far as the name of a control group tells. */
export interface Container {
  readonly runtime:
    'docker' | 'podman' | 'containerd' | 'cri-o' | 'buildkit' | 'lxc' | 'systemd-nspawn' | 'unknown';
  /** The container's id, or its name where the runtime uses that. */
  readonly id: string;
}
