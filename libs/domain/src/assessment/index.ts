export type * from './rules';
