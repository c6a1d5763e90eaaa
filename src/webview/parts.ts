/** The parts of the page that draw what was measured; `traffic/main.tsx` puts them together. */
export { Headline, type HeadlineProps } from './numbers/headline';
export type { DetailsProps } from './details/detailsProps';
export type { PlotsProps, PlotsSize } from './plots/plotsProps';
