/** The parts of the page that draw what was measured; `traffic/main.tsx` puts them together. */
export { Headline, type HeadlineProps } from './numbers/headline';
export { Details } from './details/details';
export type { DetailsProps } from './details/detailsProps';
export { Plots } from './plots/plots';
export type { PlotsProps, PlotsSize } from './plots/plotsProps';
