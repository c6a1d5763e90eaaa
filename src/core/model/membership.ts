/** What manages a process, as its control group tells. */
export interface Membership {
  /** The systemd unit it runs in: "nginx.service", "session-3.scope". */
  readonly unit?: string;
  /** Whether the unit is one of a user's own manager (systemctl --user). */
  readonly isUserUnit?: boolean;
  readonly container?: Container;
}

/** A unit of systemd or a container, as lists tell it from others: one of them at least. */
export interface Unit {
  /** As its author wrote it, unescaped; hostile. Absent of a container alone. */
  readonly name?: string;
  /** The user whose manager runs it, where it is a user's. */
  readonly uid?: number;
  readonly container?: Container;
}

/** A container as far as the name of a control group tells. */
export interface Container {
  readonly runtime:
    'docker' | 'podman' | 'containerd' | 'cri-o' | 'buildkit' | 'lxc' | 'systemd-nspawn' | 'unknown';
  /** The container's id, or its name where the runtime uses that. */
  readonly id: string;
}
