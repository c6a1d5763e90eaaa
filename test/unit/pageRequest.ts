import type { PageRequest } from '../../src/core/model/page';

/** Connections as the view opens, but for what else is said: grouped by process, folded. */
export function pageRequest(more: Partial<PageRequest> = {}): PageRequest {
  return {
    view: 'connections',
    filter: '',
    groupBy: 'process',
    sortBy: 'foreignAddress',
    expanded: [],
    revision: 0,
    ...more,
  };
}

/** The same as a list of rows without groups. */
export function listRequest(more: Partial<PageRequest> = {}): PageRequest {
  return pageRequest({ groupBy: 'none', expanded: [''], ...more });
}
