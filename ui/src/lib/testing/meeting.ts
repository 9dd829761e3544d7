// Laptops of a made-up centre, and what lies on a stick, for tests of screens.
import type { BundleView } from "../backend/contract/BundleView";
import type { DeviceId } from "../backend/contract/DeviceId";
import type { DeviceView } from "../backend/contract/DeviceView";
import type { DevicesView } from "../backend/contract/DevicesView";
import type { FolderView } from "../backend/contract/FolderView";
import type { ReadView } from "../backend/contract/ReadView";

export const device = (id: string, over: Partial<DeviceView> = {}): DeviceView => ({
  id: id as DeviceId,
  name: `laptop ${id}`,
  own: false,
  stands: true,
  met: "2026-11-22T17:40:00+05:00",
  lacks: 7,
  works: ["Марат"],
  protected: false,
  ...over,
});

export const devices = (over: Partial<DevicesView> = {}): DevicesView => ({
  devices: [
    device("d1", { name: "linux", own: true, met: null, lacks: null, works: ["Әсел"] }),
    device("d2"),
    device("d3", { met: null, lacks: 40 }),
  ],
  invites: [],
  people: 12,
  may_manage: true,
  may_hand_over: true,
  may_know: true,
  ...over,
});

export const bundle = (over: Partial<BundleView> = {}): BundleView => ({
  device: "laptop d2",
  written: "2026-11-22T17:40:00+05:00",
  events: 212,
  new: 200,
  parts: 1,
  missing: [],
  ...over,
});

export const folder = (over: Partial<FolderView> = {}): FolderView => ({
  bundles: [bundle()],
  others: 0,
  kinds: [],
  more: false,
  ...over,
});

export const brought = (over: Partial<ReadView> = {}): ReadView => ({
  events: 200,
  people: 4,
  conflicts: 1,
  files: 0,
  quarantined: 0,
  waiting: 0,
  not_taken: 0,
  complete: true,
  joined: false,
  left: null,
  ...over,
});
